// Command apidiff prints, as JSON, what golang.org/x/exp/apidiff says of packages of two modules.
//
//	apidiff OLD-FOLDER NEW-FOLDER PACKAGE...
package main

import (
	"encoding/json"
	"fmt"
	"go/types"
	"os"

	"golang.org/x/exp/apidiff"
	"golang.org/x/tools/go/packages"
)

type change struct {
	Package    string `json:"package"`
	Message    string `json:"message"`
	Compatible bool   `json:"compatible"`
}

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(oldFolder, newFolder string, paths []string) error {
	older, err := load(oldFolder, paths)
	if err != nil {
		return err
	}
	newer, err := load(newFolder, paths)
	if err != nil {
		return err
	}
	changes := []change{}
	for _, path := range paths {
		for _, found := range apidiff.Changes(older[path], newer[path]).Changes {
			changes = append(changes, change{path, found.Message, found.Compatible})
		}
	}
	return json.NewEncoder(os.Stdout).Encode(changes)
}

// load type-checks the packages' own source, so that also a main package has its import path.
func load(folder string, paths []string) (map[string]*types.Package, error) {
	mode := packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes | packages.NeedDeps
	found, err := packages.Load(&packages.Config{Mode: mode, Dir: folder}, paths...)
	if err != nil {
		return nil, err
	}
	if packages.PrintErrors(found) > 0 {
		return nil, fmt.Errorf("%s cannot be loaded", folder)
	}
	byPath := map[string]*types.Package{}
	for _, one := range found {
		byPath[one.PkgPath] = one.Types
	}
	return byPath, nil
}
