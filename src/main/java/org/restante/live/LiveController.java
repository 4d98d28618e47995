package org.restante.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.restante.mailbox.MailSession;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The stream of signals, one for all tabs of a browser. */
@Controller
class LiveController {

    private final Streams streams;

    LiveController(Streams streams) {
        this.streams = streams;
    }

    @GetMapping("/live")
    void live(MailSession session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // a proxy must not keep it until it is full
        streams.open(session, request, response);
    }
}
