<?php
// Opens a PFX file: file, password.
if (!openssl_pkcs12_read(file_get_contents($argv[1]), $found, $argv[2])) {
    fwrite(STDERR, openssl_error_string());
    exit(1);
}
echo $found['pkey'], $found['cert'];
