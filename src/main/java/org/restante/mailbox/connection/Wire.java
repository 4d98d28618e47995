package org.restante.mailbox.connection;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;

/** Angus' protocol layer: the socket, TLS, authentication and framing; we do the rest. */
final class Wire extends IMAPProtocol {

    private static final String BEFORE_SIGN_IN = "(before sign-in)";

    /** More than all answers to what we send at a time. */
    private static final long FLIGHT = 96 << 20;

    private long received;

    private static final MailLogger SILENT =
            new MailLogger(
                    Wire.class, "imap", false, new PrintStream(OutputStream.nullOutputStream()));

    Wire(String name, String host, int port, Properties properties, boolean ssl)
            throws IOException, ProtocolException {
        super(name, host, port, properties, ssl, SILENT);
    }

    @Override
    public Response readResponse() throws IOException, ProtocolException {
        return new RawResponse(this);
    }

    void flightStarts() {
        received = 0;
    }

    RawResponse read() throws IOException, ProtocolException {
        RawResponse response = (RawResponse) readResponse();
        received += response.octets();
        if (received > FLIGHT) {
            throw new OversizedResponse();
        }
        return response;
    }

    @Override
    protected ByteArray getResponseBuffer() {
        return new BoundedBytes();
    }

    OutputStream output() {
        return getOutputStream();
    }

    /** Marks the capabilities as those from before sign-in; new ones come without the mark. */
    void markCapabilities() {
        getCapabilities().put(BEFORE_SIGN_IN, "");
    }

    boolean saidCapabilities() {
        return !getCapabilities().containsKey(BEFORE_SIGN_IN);
    }

    Set<String> capabilityNames() {
        Set<String> names = new TreeSet<>();
        getCapabilities().keySet().forEach(name -> names.add(name.toUpperCase(Locale.ROOT)));
        return names;
    }

    /** A server that announces a gigabyte must not get one from us. */
    private static final class BoundedBytes extends ByteArray {

        private static final int LIMIT = 64 << 20;

        BoundedBytes() {
            super(new byte[512], 0, 512);
        }

        @Override
        public void grow(int increment) {
            if (increment < 0 || (long) getBytes().length + increment > LIMIT) {
                throw new OversizedResponse();
            }
            super.grow(increment);
        }
    }

    /** The server's response is larger than anything that was asked for. */
    static final class OversizedResponse extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
