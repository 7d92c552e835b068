# Opens a PFX file: file, password.
require 'openssl'

found = OpenSSL::PKCS12.new(File.binread(ARGV[0]), ARGV[1])
puts found.key.to_pem, found.certificate.to_pem
