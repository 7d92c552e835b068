// Opens a PFX file: file, password.
package main

import (
	"crypto/x509"
	"encoding/pem"
	"os"

	"software.sslmate.com/src/go-pkcs12"
)

func main() {
	file, err := os.ReadFile(os.Args[1])
	check(err)
	key, certificate, err := pkcs12.Decode(file, os.Args[2])
	check(err)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	check(err)
	check(pem.Encode(os.Stdout, &pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	check(pem.Encode(os.Stdout, &pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw}))
}

func check(err error) {
	if err != nil {
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
}
