package org.restante.reading.safety;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Shows a remote image by the link that {@link ImageLinks} wrote for it. */
@Controller
class RemoteImageController {

    private final ImageLinks links;
    private final RemoteImages images;

    RemoteImageController(ImageLinks links, RemoteImages images) {
        this.links = links;
        this.images = images;
    }

    @GetMapping(ImageLinks.PATH + "{token:.+}")
    void show(@PathVariable String token, HttpServletResponse response) throws IOException {
        String url = links.verify(token);
        if (url == null) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return;
        }
        try (RemoteImage image = images.open(url)) {
            response.setContentType(image.contentType());
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
            response.setHeader("X-Content-Type-Options", "nosniff");
            image.writeTo(response.getOutputStream());
        }
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_GATEWAY)
    void unavailable(RemoteImageUnavailable refused) {}
}
