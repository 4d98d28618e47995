package org.restante.reading.safety;

import java.io.IOException;

/** A remote image was refused or could not be had; the message says which, for the log. */
public final class RemoteImageUnavailable extends IOException {

    private static final long serialVersionUID = 1;

    RemoteImageUnavailable(String message) {
        super(message);
    }

    RemoteImageUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
