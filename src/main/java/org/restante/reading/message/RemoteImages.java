package org.restante.reading.message;

/** Our proxy for images that a mail shows from elsewhere; while there is none, they stay off. */
@FunctionalInterface
public interface RemoteImages {

    /** The path on our origin under which the image of that absolute URL is had. */
    String path(String url);
}
