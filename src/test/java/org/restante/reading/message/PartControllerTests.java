package org.restante.reading.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.restante.reading.message.FakeMail.leaf;
import static org.restante.reading.message.FakeMail.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.mailbox.MailSession;
import org.restante.reading.safety.ImageLinks;
import org.restante.settings.Viewer;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Over a real server and a real client, because only they show what a cut file looks like. */
class PartControllerTests {

    private static final byte[] BYTES = new byte[300_000];

    static {
        new Random(1).nextBytes(BYTES);
    }

    private final FakeMail mail =
            new FakeMail(
                    multipart(
                            "mixed",
                            leaf("1", "text/html", "7bit", null),
                            leaf(
                                    "2",
                                    "application/octet-stream",
                                    "base64",
                                    "Angebot für \"Ü\".exe"),
                            leaf("3", "image/png", "base64", "pic.png"),
                            leaf("4", "image/svg+xml", "7bit", "evil.svg"),
                            leaf("5", "text/html\r\nx", "7bit", "page.html"),
                            leaf("6", "application/pdf", "8bit", "cut.pdf")));

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir private Path directory;

    @BeforeEach
    void start() throws Exception {
        mail.with("2", Base64.getMimeEncoder().encodeToString(BYTES))
                .with("3", "iVBORw0KGgo=")
                .with("4", "<svg onload=alert(1)>")
                .with("5", "<script>")
                .with("", "Subject: x\r\n\r\nbody");
        var spring = new AnnotationConfigWebApplicationContext();
        spring.register(
                Mvc.class,
                Advice.class,
                PartController.class,
                BodyController.class,
                AttachmentStreams.class,
                Messages.class,
                BodyCache.class);
        spring.addBeanFactoryPostProcessor(
                factory -> {
                    factory.registerSingleton("fakeMail", mail);
                    factory.registerSingleton("imageLinks", new ImageLinks(new byte[32]));
                });
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        Context context = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(context, "mvc", new DispatcherServlet(spring)).setLoadOnStartup(1);
        context.addServletMappingDecoded("/", "mvc");
        FilterDef filter = new FilterDef();
        filter.setFilterName("brokenOff");
        filter.setFilter(new BrokenOff());
        context.addFilterDef(filter);
        FilterMap map = new FilterMap();
        map.setFilterName("brokenOff");
        map.addURLPattern("/*");
        context.addFilterMap(map);
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void aPartComesDownByteForByteUnderItsName() throws Exception {
        var response = get("parts/2");
        assertThat(response.body()).isEqualTo(BYTES);
        assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(response, "Content-Disposition"))
                .isEqualTo(
                        "attachment; filename=\"Angebot f_r ___.exe\";"
                                + " filename*=UTF-8''Angebot%20f%C3%BCr%20_%C3%9C_.exe");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; sandbox");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void onlyPicturesAreShownInPlace() throws Exception {
        assertThat(header(get("parts/3?inline"), "Content-Disposition")).startsWith("inline");
        assertThat(header(get("parts/3"), "Content-Disposition")).startsWith("attachment");
        for (String part : List.of("4", "5", "2")) {
            var response = get("parts/" + part + "?inline");
            assertThat(header(response, "Content-Disposition")).startsWith("attachment");
            assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
        }
    }

    @Test
    void theWholeMessageIsAFile() throws Exception {
        var response = get("source");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("body");
        assertThat(header(response, "Content-Disposition")).contains("Subject.eml");
    }

    @Test
    void aFileThatBreaksOffNeverLooksWhole() {
        mail.stream = new Breaking(200_000);
        assertThatThrownBy(() -> get("parts/6")).isInstanceOf(IOException.class);
    }

    @Test
    void aFailureBeforeTheFirstOctetIsAPage() throws Exception {
        mail.stream = new Breaking(0);
        var response = get("parts/6");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo("CONNECTION_LOST");
    }

    @Test
    void whatIsNoPartOfTheMessageIsMissing() throws Exception {
        for (String path :
                List.of(
                        "parts/9",
                        "parts/HEADER",
                        "parts/1]",
                        "parts/1%0d%0a",
                        "parts/" + ".".repeat(2_000))) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 503);
        }
        assertThat(mail.commands).doesNotContain("stream HEADER", "stream 1]");
    }

    @Test
    void remoteImagesStayAwayUntilTheyAreAskedFor() throws Exception {
        mail.with("1", "<p>Hi<img src='https://tracker.example/pixel.png'>");
        assertThat(new String(get("body").body(), StandardCharsets.UTF_8)).doesNotContain("src=");
        assertThat(new String(get("body?images=show").body(), StandardCharsets.UTF_8))
                .contains("src=\"/")
                .doesNotContain("tracker.example");
    }

    @Test
    void theBodyIsADocumentUnderItsOwnPolicy() throws Exception {
        mail.with("1", "<p>Grüße<script>x</script>");
        var response = get("body?validity=99");
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("Grüße")
                .doesNotContain("<script");
        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'none'", "sandbox")
                .doesNotContain("allow-scripts");
        assertThat(header(response, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        String encoded = path.replace("]", "%5D");
        URI uri =
                URI.create(
                        "http://localhost:"
                                + tomcat.getConnector().getLocalPort()
                                + "/mail/INBOX/7/"
                                + encoded);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** A stream from a server whose connection is cut after so many octets. */
    private static final class Breaking extends InputStream {

        private int left;

        Breaking(int left) {
            this.left = left;
        }

        @Override
        public int read() {
            if (left-- <= 0) {
                throw new MailException(Problem.CONNECTION_LOST, "cut");
            }
            return 'x';
        }
    }

    /** Answers every failure with a page, as the application does. */
    @ControllerAdvice
    static class Advice {
        @ExceptionHandler(MailException.class)
        ResponseEntity<String> page(MailException e) {
            return ResponseEntity.status(503).body(e.problem().name());
        }
    }

    @EnableWebMvc
    static class Mvc implements WebMvcConfigurer {

        private final FakeMail mail;

        Mvc(FakeMail mail) {
            this.mail = mail;
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(fixed(MailSession.class, mail));
            resolvers.add(fixed(Viewer.class, new Viewer(Locale.UK, ZoneOffset.UTC)));
        }

        private static HandlerMethodArgumentResolver fixed(Class<?> type, Object value) {
            return new HandlerMethodArgumentResolver() {
                @Override
                public boolean supportsParameter(MethodParameter parameter) {
                    return parameter.getParameterType() == type;
                }

                @Override
                public Object resolveArgument(
                        MethodParameter parameter,
                        ModelAndViewContainer container,
                        NativeWebRequest request,
                        WebDataBinderFactory factory) {
                    return value;
                }
            };
        }
    }
}
