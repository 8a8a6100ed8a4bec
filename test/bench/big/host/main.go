// A large host: it shares with the plugin all that this is made of.
package main

import (
	"fmt"
	"os"
	"plugin"

	"k8s.io/client-go/kubernetes"
)

func main() {
	_, err := plugin.Open(os.Args[1])
	var client kubernetes.Interface
	fmt.Println(client, err)
}
