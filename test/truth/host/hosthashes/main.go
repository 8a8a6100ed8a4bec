// Program hosthashes prints the package hashes that a host program carries to check plugins against, as JSON, in hex.
package main

import (
	"debug/elf"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	file, err := elf.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	pointers, err := relocated(file)
	if err != nil {
		return err
	}
	symbols, err := file.DynamicSymbols()
	if err != nil {
		return err
	}
	hashes := map[string]string{}
	for _, symbol := range symbols {
		name, ok := strings.CutPrefix(symbol.Name, "go:link.pkghash.")
		if !ok {
			// Up to Go 1.19.
			name, ok = strings.CutPrefix(symbol.Name, "go.link.pkghash.")
		}
		if !ok {
			continue
		}
		start, length, err := stringAt(file, symbol.Value)
		if err != nil {
			return err
		}
		if pointer, ok := pointers[symbol.Value]; ok {
			start = pointer
		}
		text, err := read(file, start, int(length))
		if err != nil {
			return err
		}
		if len(text) == 40 {
			// Up to Go 1.15 they are hex digits.
			hashes[name] = string(text)
			continue
		}
		hashes[name] = hex.EncodeToString(text)
	}
	return json.NewEncoder(os.Stdout).Encode(hashes)
}

// stringAt gives address and length of the Go string at the address.
func stringAt(file *elf.File, address uint64) (uint64, uint64, error) {
	if file.Class == elf.ELFCLASS32 {
		header, err := read(file, address, 8)
		if err != nil {
			return 0, 0, err
		}
		return uint64(file.ByteOrder.Uint32(header)), uint64(file.ByteOrder.Uint32(header[4:])), nil
	}
	header, err := read(file, address, 16)
	if err != nil {
		return 0, 0, err
	}
	return file.ByteOrder.Uint64(header), file.ByteOrder.Uint64(header[8:]), nil
}

// relocated gives the words that the dynamic linker writes into a program without a fixed address, by their addresses.
func relocated(file *elf.File) (map[uint64]uint64, error) {
	section := file.Section(".rela.dyn")
	if file.Type == elf.ET_EXEC || section == nil {
		// With a fixed address, or with relocations (.rel.dyn) that add to what is there already.
		return nil, nil
	}
	relative := map[elf.Machine]uint32{
		elf.EM_X86_64:  uint32(elf.R_X86_64_RELATIVE),
		elf.EM_AARCH64: uint32(elf.R_AARCH64_RELATIVE),
	}[file.Machine]
	if file.Class != elf.ELFCLASS64 || relative == 0 {
		return nil, fmt.Errorf("unknown machine %v", file.Machine)
	}
	words := map[uint64]uint64{}
	table, err := section.Data()
	if err != nil {
		return nil, err
	}
	for ; len(table) >= 24; table = table[24:] {
		if uint32(file.ByteOrder.Uint64(table[8:])) == relative {
			words[file.ByteOrder.Uint64(table)] = file.ByteOrder.Uint64(table[16:])
		}
	}
	return words, nil
}

// read gives what the program has at the address.
func read(file *elf.File, address uint64, length int) ([]byte, error) {
	for _, segment := range file.Progs {
		if segment.Type == elf.PT_LOAD && address >= segment.Vaddr && address < segment.Vaddr+segment.Filesz {
			data := make([]byte, length)
			_, err := segment.ReadAt(data, int64(address-segment.Vaddr))
			return data, err
		}
	}
	return nil, fmt.Errorf("nothing at %#x", address)
}
