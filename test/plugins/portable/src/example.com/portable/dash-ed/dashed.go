// Package dashed is imported by a path with a dash in it.
package dashed

// Option changes a Config.
type Option func(*Config)

// Config is configured by Options.
type Config struct {
	Options []Option `dash-ed:"yes"`
	size    uint16
}

// Apply gives the Config for chaining.
func (c *Config) Apply(options ...Option) *Config {
	c.Options = append(c.Options, options...)
	c.size += uint16(len(options))
	return c
}
