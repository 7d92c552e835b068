import java.nio.file.*;
import java.security.*;
import java.util.*;

/** Opens a PFX file by the provider that is named: file, password, provider. */
class Reader {
    public static void main(String[] arguments) throws Exception {
        if (arguments[2].equals("BC"))
            Security.addProvider((Provider) Class.forName("org.bouncycastle.jce.provider.BouncyCastleProvider")
                .getDeclaredConstructor().newInstance());
        KeyStore store = KeyStore.getInstance("PKCS12", arguments[2]);
        char[] password = arguments[1].toCharArray();
        store.load(Files.newInputStream(Path.of(arguments[0])), password);
        for (String alias : Collections.list(store.aliases())) {
            if (!store.isKeyEntry(alias)) continue;
            print("PRIVATE KEY", store.getKey(alias, password).getEncoded());
            print("CERTIFICATE", store.getCertificateChain(alias)[0].getEncoded());
        }
    }

    static void print(String label, byte[] der) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(der);
        System.out.println("-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----");
    }
}
