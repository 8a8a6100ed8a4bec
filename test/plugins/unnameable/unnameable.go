// Symbols whose types no other package can write.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"example.com/plugins/internal/oddly"
	"example.com/plugins/internal/secret"
	"example.com/plugins/registry"
)

type registerer string

// RegisterHandlers calls f with its own name.
func (r registerer) RegisterHandlers(f func(name string, handler func(context.Context, map[string]any) error)) {
	f(string(r), func(context.Context, map[string]any) error { return errors.New(string(r)) })
}

// Name is the registerer itself.
func (r registerer) Name() string { return string(r) }

func (r registerer) hidden() registerer { return r }

// HandlerRegisterer has nameable methods only.
var HandlerRegisterer = registerer("handlers")

// Plug has pointer methods, one of them unnameable.
type Plug struct {
	Calls  int
	config *config
}

type config struct {
	Retries int
	parent  *Plug
}

// Open counts.
func (p *Plug) Open(name string) (string, error) {
	p.Calls++
	return fmt.Sprintf("%s opened %d", name, p.Calls), nil
}

// Close fails.
func (p *Plug) Close() error { return io.ErrClosedPipe }

// Configure takes a type of main.
func (p *Plug) Configure(c *config) { p.config = c }

// Values are by value.
func (p Plug) Values(more ...int) []int { return append([]int{p.Calls}, more...) }

// Plugin is a variable of an exported type of main.
var Plugin Plug

// PluginPtr points to one.
var PluginPtr = &Plug{Calls: 10}

// Service is an interface of main.
type Service interface {
	Serve(request string) (response string, err error)
	io.Closer
}

type service struct{ prefix string }

func (s *service) Serve(request string) (string, error) { return s.prefix + request, nil }
func (s *service) Close() error                         { return nil }

type sealed interface {
	seal()
	Broken() bool
}

type seal bool

func (seal) seal()          {}
func (s seal) Broken() bool { return !bool(s) }

// Serving is a variable of an interface of main.
var Serving Service = &service{"served "}

// NilService is one without a value.
var NilService Service

// Sealed has an unexported method.
var Sealed sealed = seal(true)

// Level has no methods at all.
type Level int

// Verbosity is a level.
var Verbosity Level = 3

// Levels hold unnameable elements.
var Levels = map[string]Level{"low": 1, "high": 9}

// Callback is a named function type of main.
type Callback func(event string) error

// OnEvent is a function of a named type.
var OnEvent Callback = func(event string) error { return errors.New("event " + event) }

// Alias is another name for a nameable type.
type Alias = map[string][]int

// Aliased can be named.
var Aliased = Alias{"a": {1}}

// HiddenAlias is an alias for an unnameable one.
type HiddenAlias = registerer

// AliasedHidden cannot be named.
var AliasedHidden = HiddenAlias("alias")

// Mixed is a struct without a name but with unexported fields.
var Mixed struct {
	Exported int
	hidden   string
	_        [0]byte
}

// HiddenMethod is an interface without a name but with an unexported method.
var HiddenMethod interface {
	Shown() int
	hidden()
}

// Secret is of an internal package.
var Secret = secret.New("sesame")

// SecretReader is nameable, what is in it isn't.
var SecretReader io.Reader = secret.New("read me")

// SecretFunc takes an internal type.
func SecretFunc(s *secret.Secret) string { return s.Reveal() }

// NewSecret gives an internal type by pointer.
func NewSecret(word string) *secret.Secret { return secret.New(word) }

// Odd is of an internal package whose name differs from its path.
var Odd = strange.Thing{Size: 5}

// Unexported gives an unexported type of another package through an exported variable's type.
var Unexported = registry.Default

// NewService gives an interface of main.
func NewService(prefix string) (Service, error) {
	if prefix == "" {
		return nil, errors.New("no prefix")
	}
	return &service{prefix}, nil
}

// NewPlug gives a pointer to a type of main.
func NewPlug(calls int) *Plug { return &Plug{Calls: calls} }

// NewPlugValue gives one by value.
func NewPlugValue(calls int) Plug { return Plug{Calls: calls} }

// NilPlug gives none.
func NilPlug() *Plug { return nil }

// NewLevel gives a type without methods.
func NewLevel(n int) Level { return Level(n) }

// NewRegisterers is variadic, with an unnameable result.
func NewRegisterers(names ...string) []registerer {
	out := []registerer{}
	for _, name := range names {
		out = append(out, registerer(name))
	}
	return out
}

// NewMany has several results, some of them unnameable.
func NewMany(n int, rest ...string) (plug *Plug, total int, level Level, service Service, err error) {
	return &Plug{Calls: n}, n + len(rest), Level(n), &service_{}, nil
}

type service_ struct{}

func (*service_) Serve(request string) (string, error) { return "many " + request, nil }
func (*service_) Close() error                         { return errors.New("many closed") }

// SetLevel takes a type of main.
func SetLevel(level Level) Level {
	Verbosity, level = level, Verbosity
	return level
}

// SetLevels takes a variadic of a type of main.
func SetLevels(levels ...Level) int { return len(levels) }

// WithCallback takes a function with a type of main in it.
func WithCallback(f func(*Plug) error) error { return f(&Plugin) }

// Sealing takes a sealed interface.
func Sealing(s sealed) bool { return s.Broken() }

// Struct takes a struct with an unexported field.
func Struct(s struct{ a int }) int { return s.a }

// Embeds embeds an unexported type.
type Embeds struct {
	registerer
	*service
}

// Embedded promotes the methods of unexported types.
var Embedded = Embeds{"embedded", &service{"embedded "}}
