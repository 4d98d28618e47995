package org.restante.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * A page with nothing but an editor, of the very templates, styles and scripts of the real ones.
 */
public final class EditorPage {

    public static final String POLICY = PageHeaders.POLICY;

    /** What the composer does with the editor, and what it is told by it. */
    private static final String MOUNT =
            """
            const $ = (selector) => document.querySelector(selector);
            const form = $('form');
            $('[data-editor]').addEventListener('files', ({ detail }) => given.push(detail));
            form.addEventListener('submit', (event) => event.preventDefault());
            form.addEventListener('keydown', (event) => {
              if (event.key === 'Enter' && event.ctrlKey && !event.defaultPrevented) {
                window.sent += 1;
              }
            });
            window.mount = () => {
              window.changes = 0;
              window.given = [];
              window.sent = 0;
              window.editor = restanteEditor.mount($('[data-editor]'), {
                textarea: $('textarea'),
                toolbar: $('[data-editor-tools]'),
                html: '',
                onChange: () => { window.changes += 1; },
              });
            };
            mount();
            """;

    private static final Pattern HASHED = Pattern.compile("/assets/(.+)");
    private static final Bundles BUNDLES = new Bundles();

    private final Locale language;
    private final String direction;

    public EditorPage(Locale language, String direction) {
        this.language = language;
        this.direction = direction;
    }

    /** A served file: its type and its content. */
    public record Served(String type, byte[] content) {}

    public Optional<Served> get(String path) {
        return switch (path) {
            case "/" -> Optional.of(text("text/html", page()));
            case "/mount.js" -> Optional.of(text("text/javascript", MOUNT));
            case "/pixel.png" -> Optional.of(text("image/png", ""));
            default -> asset(path);
        };
    }

    private static Served text(String type, String content) {
        return new Served(type + ";charset=UTF-8", content.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Served> asset(String path) {
        var file = HASHED.matcher(path);
        return file.matches()
                ? BUNDLES.find(file.group(1))
                        .map(asset -> new Served(asset.type().toString(), asset.content()))
                : Optional.empty();
    }

    private String page() {
        return """
        <!DOCTYPE html>
        <html lang="%s" dir="%s">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Editor</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="%s">
          <link rel="stylesheet" href="%s">
          <script defer src="%s"></script>
          <script defer src="/mount.js"></script>
        </head>
        <body>
          <main>
            <h1>New message</h1>
            <form>
              <label for="subject">Subject</label> <input id="subject" name="subject">
              %s
              <textarea name="text" aria-label="Message" rows="10"></textarea>
              <button id="send" type="submit">Send</button>
            </form>
          </main>
        </body>
        </html>
        """
                .formatted(
                        language.toLanguageTag(),
                        direction,
                        BUNDLES.url("app.css"),
                        BUNDLES.url("compose.css"),
                        BUNDLES.url("editor.js"),
                        editor());
    }

    private String editor() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasename("messages/editor");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(words);
        return engine.process(
                "compose/editor",
                Set.of("editor"),
                new Context(language, Map.of("icons", BUNDLES.url("icons.svg") + '#')));
    }
}
