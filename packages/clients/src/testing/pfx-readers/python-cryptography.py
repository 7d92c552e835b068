"""Opens a PFX file: file, password."""

import sys

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

with open(sys.argv[1], "rb") as file:
    key, certificate, _ = pkcs12.load_key_and_certificates(file.read(), sys.argv[2].encode())
print(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())
print(certificate.public_bytes(Encoding.PEM).decode())
