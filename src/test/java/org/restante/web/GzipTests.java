package org.restante.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipTests {

    @Test
    void whatWasDeflatedByItselfIsOneStream() throws IOException {
        List<String> texts = List.of("a", "", "Grüße 📮 ".repeat(20_000), "<li>".repeat(7), "z");
        Gzip gzip = new Gzip();
        texts.forEach(text -> gzip.add(new RenderedPart(text)));
        assertThat(unzipped(gzip.finish())).isEqualTo(String.join("", texts));
    }

    @Test
    void aPartOfOnePageFitsIntoAnother() throws IOException {
        RenderedPart part = new RenderedPart("<li>one</li>".repeat(500));
        PageWriter first = new PageWriter();
        first.write("<ul>");
        part.write(first);
        first.write("</ul>");
        PageWriter second = new PageWriter();
        part.write(second);
        assertThat(unzipped(first.gzipped())).isEqualTo("<ul>" + part + "</ul>");
        assertThat(unzipped(second.gzipped())).isEqualTo(part.toString());
        assertThat(new String(first.plain(), StandardCharsets.UTF_8))
                .isEqualTo("<ul>" + part + "</ul>");
    }

    private static String unzipped(byte[] octets) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(octets))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
