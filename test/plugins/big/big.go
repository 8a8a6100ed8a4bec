// A big plugin: it takes in much of the standard library.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"database/sql"
	"encoding/json"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"time"
)

// Client is the client that Fetch uses.
var Client = &http.Client{Timeout: 5 * time.Second}

// Mux has the handlers.
var Mux = http.NewServeMux()

// Page is a template.
var Page = template.Must(template.New("page").Parse("<p>{{.}}</p>"))

// TLS is a configuration.
var TLS tls.Config

// Logger is a logger.
var Logger *slog.Logger

// Database is none.
var Database *sql.DB

// Handle answers every request with the pattern.
func Handle(pattern string) http.Handler {
	Mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, pattern) })
	return Mux
}

// Serve answers a request without a network.
func Serve(path string) (status int, body string) {
	recorder := httptest.NewRecorder()
	Mux.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder.Code, recorder.Body.String()
}

// Fetch makes a request, but does not send it.
func Fetch(ctx context.Context, url string, header http.Header) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err == nil {
		request.Header = header
	}
	return request, err
}

// Encode gives JSON.
func Encode(value any, indent ...string) ([]byte, error) {
	if len(indent) == 0 {
		return json.Marshal(value)
	}
	return json.MarshalIndent(value, "", indent[0])
}

// Decode reads a token.
func Decode(decoder *json.Decoder) (json.Token, error) { return decoder.Token() }

// Render renders.
func Render(what any) (string, error) {
	var out bytes.Buffer
	err := Page.Execute(&out, what)
	return out.String(), err
}
