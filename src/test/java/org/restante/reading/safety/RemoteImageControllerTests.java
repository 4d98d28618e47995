package org.restante.reading.safety;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class RemoteImageControllerTests {

    private static final byte[] GIF = "GIF89a and so on".getBytes(US_ASCII);

    private final ImageLinks links = new ImageLinks(new byte[32]);
    private final RemoteImages images =
            new RemoteImages(
                    host -> List.of(InetAddress.getLoopbackAddress()),
                    port -> true,
                    new RemoteImages.Limits(Duration.ofSeconds(2), 1_000, 1));
    private final MockMvc mvc =
            MockMvcBuilders.standaloneSetup(new RemoteImageController(links, images)).build();

    @Test
    void showsASignedImageWithHeadersThatKeepItAnImage() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, GIF.length);
                    exchange.getResponseBody().write(GIF);
                    exchange.close();
                });
        server.start();
        String url = "http://canary.example:" + server.getAddress().getPort() + "/x.gif";
        mvc.perform(get(links.link(url)))
                .andExpect(status().isOk())
                .andExpect(content().contentType("image/gif"))
                .andExpect(content().bytes(GIF))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(
                        header().string("Content-Security-Policy", "default-src 'none'; sandbox"));
        server.stop(0);
    }

    @Test
    void answersNothingToALinkItDidNotWrite() throws Exception {
        mvc.perform(get(ImageLinks.PATH + "abc.def"))
                .andExpect(status().isNotFound())
                .andExpect(content().string(""));
    }

    @Test
    void answersBadGatewayWhenTheImageCannotBeHad() throws Exception {
        mvc.perform(get(links.link("http://canary.example:1/x.gif")))
                .andExpect(status().isBadGateway())
                .andExpect(content().string(""));
    }
}
