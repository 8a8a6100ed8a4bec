// Program hosthashes prints the package hashes that a host program carries to check plugins against, as JSON, in hex.
package main

import (
	"debug/elf"
	"encoding/hex"
	"encoding/json"
	"errors"
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
	if file.Type != elf.ET_EXEC {
		return errors.New("only a program at a fixed address has the hashes in place")
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
		text, err := read(file, file.ByteOrder.Uint64(header), int(file.ByteOrder.Uint64(header[8:])))
		if err != nil {
			return err
		}
		hashes[name] = hex.EncodeToString(text)
	}
	return json.NewEncoder(os.Stdout).Encode(hashes)
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
