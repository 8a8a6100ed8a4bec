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
			continue
		}
		header, err := read(file, symbol.Value, 16)
		if err != nil {
			return err
		}
		start, ok := pointers[symbol.Value]
		if !ok {
			start = file.ByteOrder.Uint64(header)
		}
		text, err := read(file, start, int(file.ByteOrder.Uint64(header[8:])))
		if err != nil {
			return err
		}
		hashes[name] = hex.EncodeToString(text)
	}
	return json.NewEncoder(os.Stdout).Encode(hashes)
}

// relocated gives the words that the dynamic linker writes into a program without a fixed address, by their addresses.
func relocated(file *elf.File) (map[uint64]uint64, error) {
	relative := map[elf.Machine]uint32{
		elf.EM_X86_64:  uint32(elf.R_X86_64_RELATIVE),
		elf.EM_AARCH64: uint32(elf.R_AARCH64_RELATIVE),
	}[file.Machine]
	if file.Class != elf.ELFCLASS64 || relative == 0 {
		return nil, fmt.Errorf("unknown machine %v", file.Machine)
	}
	words := map[uint64]uint64{}
	section := file.Section(".rela.dyn")
	if section == nil {
		return words, nil
	}
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
