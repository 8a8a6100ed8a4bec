// Package secret can be imported below example.com/plugins only.
package secret

import "io"

// Secret is a word.
type Secret struct {
	word string
	read int
}

// New makes a secret.
func New(word string) *Secret { return &Secret{word: word} }

// Reveal gives the word.
func (s *Secret) Reveal() string { return s.word }

// Read gives the word's bytes.
func (s *Secret) Read(p []byte) (int, error) {
	if s.read >= len(s.word) {
		return 0, io.EOF
	}
	n := copy(p, s.word[s.read:])
	s.read += n
	return n, nil
}
