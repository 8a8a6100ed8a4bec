// A large plugin: it exports the clients of Kubernetes, whose graph of types is among the largest there are.
package main

import (
	"context"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// Client is set by Connect.
var Client kubernetes.Interface

// Version of the plugin.
var Version = "1.0"

// Connect makes the client.
func Connect(config *rest.Config) (kubernetes.Interface, error) {
	client, err := kubernetes.NewForConfig(config)
	if err == nil {
		Client = client
	}
	return client, err
}

// Ready asks the server for its version.
func Ready(_ context.Context) bool {
	_, err := Client.Discovery().ServerVersion()
	return err == nil
}
