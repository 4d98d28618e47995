package org.restante.reading.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A document as it is sent, zipped at most once. */
final class Sheet {

    /** A little larger than the best, at less than half of the time. */
    private static final int LEVEL = 3;

    private final byte[] octets;
    private byte @Nullable [] zipped;

    Sheet(String html) {
        this.octets = html.getBytes(StandardCharsets.UTF_8);
    }

    byte[] octets() {
        return octets;
    }

    byte[] zipped() {
        byte[] known = zipped;
        if (known == null) {
            known = zip(octets);
            zipped = known; // made twice at worst
        }
        return known;
    }

    private static byte[] zip(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length / 3 + 64);
        try (Fast zip = new Fast(out)) {
            zip.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static final class Fast extends GZIPOutputStream {

        Fast(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(LEVEL);
        }
    }
}
