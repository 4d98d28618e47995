package org.restante.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/** A static file under a name that changes with its content, so that browsers keep it for good. */
final class Asset {

    private static final int HASH = 12;

    private final String file;
    private final MediaType type;
    private final byte[] content;
    private final byte[] zipped;

    private Asset(String file, MediaType type, byte[] content) {
        this.file = file;
        this.type = type;
        this.content = content;
        this.zipped = zip(content);
    }

    /** The name with the content's hash in it, as in {@code app.1f3a5c7e9b02.css}. */
    String file() {
        return file;
    }

    MediaType type() {
        return type;
    }

    byte[] content() {
        return content;
    }

    byte[] zipped() {
        return zipped;
    }

    static Asset of(String name, MediaType type, byte[] content) {
        int dot = name.lastIndexOf('.');
        String hash = hash(content).substring(0, HASH);
        String file = name.substring(0, dot) + '.' + hash + name.substring(dot);
        return new Asset(file, type, content);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(content.length / 3);
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
