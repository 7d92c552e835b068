"""Opens a PFX file as a server with GnuTLS does, by its own loader: file, password."""

import ctypes
import sys

gnutls = ctypes.CDLL("libgnutls.so.30")
gnutls.gnutls_strerror.restype = ctypes.c_char_p


class Datum(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(ctypes.c_ubyte)), ("size", ctypes.c_uint)]


def check(code):
    if code < 0:
        sys.exit(gnutls.gnutls_strerror(code).decode())


PEM = 1
DER = 0
credentials = ctypes.c_void_p()
check(gnutls.gnutls_certificate_allocate_credentials(ctypes.byref(credentials)))
path, password = sys.argv[1].encode(), sys.argv[2].encode()
check(gnutls.gnutls_certificate_set_x509_simple_pkcs12_file(credentials, path, DER, password))

key, certificates, count = ctypes.c_void_p(), ctypes.POINTER(ctypes.c_void_p)(), ctypes.c_uint()
check(gnutls.gnutls_certificate_get_x509_key(credentials, 0, ctypes.byref(key)))
check(gnutls.gnutls_certificate_get_x509_crt(credentials, 0, ctypes.byref(certificates), ctypes.byref(count)))
written = Datum()
check(gnutls.gnutls_x509_privkey_export2_pkcs8(key, PEM, None, 1, ctypes.byref(written)))
print(ctypes.string_at(written.data, written.size).decode())
check(gnutls.gnutls_x509_crt_export2(ctypes.c_void_p(certificates[0]), PEM, ctypes.byref(written)))
print(ctypes.string_at(written.data, written.size).decode())
