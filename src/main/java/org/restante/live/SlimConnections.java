package org.restante.live;

import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Streams stay open for hours, each with the buffers of its connection: Tomcat's are three times as
 * large as all else that a stream needs.
 */
@Component
class SlimConnections implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

    private static final int OCTETS = 2048;
    private static final int KEPT = 200;

    @Override
    public void customize(TomcatWebServerFactory factory) {
        factory.setProtocol(Protocol.class.getName());
        factory.addConnectorCustomizers(
                connector -> {
                    // What is longer than these is read and written past them.
                    connector.setProperty("socket.appReadBufSize", "" + OCTETS);
                    connector.setProperty("socket.appWriteBufSize", "" + 2 * OCTETS);
                    // Of connections that have gone so many are kept for the next.
                    connector.setProperty("socket.bufferPool", "" + KEPT);
                });
    }

    /** Tomcat's own, whose answers are gathered in a smaller buffer. */
    public static final class Protocol extends Http11NioProtocol {

        @Override
        public int getDesiredBufferSize() {
            return OCTETS;
        }
    }
}
