package org.restante.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** Serves the static files; their names change with their content, so they never expire. */
@Controller
class AssetController {

    static final String PATH = "/assets/";

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Bundles assets;

    AssetController(Bundles assets) {
        this.assets = assets;
    }

    @GetMapping(PATH + "{file}")
    ResponseEntity<byte[]> show(
            @PathVariable String file,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
                    @Nullable String encodings) {
        return assets.find(file)
                .map(asset -> respond(asset, encodings != null && encodings.contains("gzip")))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<byte[]> respond(Asset asset, boolean zipped) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.ok()
                        .cacheControl(FOR_GOOD)
                        .contentType(asset.type())
                        .header("X-Content-Type-Options", "nosniff")
                        .varyBy(HttpHeaders.ACCEPT_ENCODING);
        return zipped
                ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(asset.zipped())
                : response.body(asset.content());
    }
}
