package org.restante.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The few static files of a page, put together once at start: one stylesheet, one script, one sheet
 * of icons, and htmx. Small sources, few requests, and no build step but Java's; only the editor,
 * which pages with a composer load besides, is made by Maven out of src/main/editor.
 */
@Component("assets")
class Bundles {

    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final MediaType JS = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    private static final MediaType WOFF2 = MediaType.valueOf("font/woff2");

    /** First in the cascade, whose layers tokens.css names; components and features follow. */
    private static final List<String> FIRST_STYLES = List.of("tokens", "base");

    private static final Pattern LUCIDE = Pattern.compile("(?s)<svg[^>]*>(.*)</svg>");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export default ");
    private static final Pattern FONT = Pattern.compile("url\\(\\.\\./fonts/([a-z0-9.-]+)\\)");

    private final Map<String, Asset> byName = new LinkedHashMap<>();
    private final Map<String, Asset> byFile = new LinkedHashMap<>();

    Bundles() {
        files("static/fonts/*.woff2").forEach(font -> add(name(font), WOFF2, octets(font)));
        add("app.css", CSS, withFonts(styles()));
        add("app.js", JS, script());
        add("compose.css", CSS, withFonts(all("static/css/compose/*.css")));
        add("admin.css", CSS, withFonts(all("static/css/admin/*.css")));
        add("contacts.css", CSS, withFonts(all("static/css/contacts/*.css")));
        add("compose.js", JS, "const Compose = {};\n" + all("static/js/compose/*.js"));
        add("editor.js", JS, read("static/js/editor.js"));
        add("htmx.js", JS, webjar("htmx.org", "dist/htmx.min.js"));
        add("icons.svg", SVG, icons());
        add("logo.svg", SVG, read("static/img/logo.svg"));
        add("logo-unread.svg", SVG, read("static/img/logo-unread.svg"));
    }

    private void add(String name, MediaType type, String content) {
        add(name, type, content.getBytes(StandardCharsets.UTF_8));
    }

    private void add(String name, MediaType type, byte[] content) {
        Asset asset = Asset.of(name, type, content);
        byName.put(name, asset);
        byFile.put(asset.file(), asset);
    }

    /** Where the asset is served. */
    public String url(String name) {
        Asset asset = byName.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return AssetController.PATH + asset.file();
    }

    Optional<Asset> find(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    private static String styles() {
        StringBuilder css = new StringBuilder();
        FIRST_STYLES.forEach(name -> css.append(read("static/css/" + name + ".css")).append('\n'));
        css.append(all("static/css/components/*.css")).append(all("static/css/features/*.css"));
        return css.toString();
    }

    private static String all(String pattern) {
        return files(pattern).stream().map(file -> text(file) + '\n').collect(Collectors.joining());
    }

    /** Fonts are assets as well: the stylesheet names them by the names that they are served by. */
    private String withFonts(String css) {
        return FONT.matcher(css).replaceAll(font -> "url(" + url(font.group(1)) + ")");
    }

    /** Each behaviour is a module of one export; here it becomes one entry of a map. */
    private static String script() {
        StringBuilder js = new StringBuilder("const behaviours = {};\nconst Live = {};\n");
        js.append(all("static/js/live/*.js"));
        for (Resource file : files("static/js/behaviours/*.js")) {
            Matcher export = EXPORT.matcher(text(file));
            js.append("behaviours['" + name(file).replace(".js", "") + "'] = (() => {\n")
                    .append(export.replaceFirst("return "))
                    .append("})();\n");
        }
        return js.append(read("static/js/app.js")).toString();
    }

    private static String icons() {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\">");
        for (String name : read("static/img/icons.txt").strip().lines().toList()) {
            Matcher icon = LUCIDE.matcher(webjar("lucide-static", "icons/" + name + ".svg"));
            if (!icon.find()) {
                throw new IllegalStateException("no icon " + name);
            }
            symbol(svg, name, icon.group(1));
        }
        symbol(svg, "logo", inside("static/img/logo.svg"));
        return svg.append("</svg>").toString();
    }

    private static void symbol(StringBuilder svg, String name, String content) {
        svg.append("<symbol id=\"" + name + "\" viewBox=\"0 0 24 24\">")
                .append(content.strip().replaceAll("\\s*\\n\\s*", ""))
                .append("</symbol>");
    }

    private static String inside(String path) {
        Matcher icon = LUCIDE.matcher(read(path));
        return icon.find() ? icon.group(1) : "";
    }

    /** The file of a WebJar, whose folder bears the version that its own properties tell. */
    private static String webjar(String name, String file) {
        String properties = read("META-INF/maven/org.webjars.npm/" + name + "/pom.properties");
        Matcher version = Pattern.compile("(?m)^version=(.+)$").matcher(properties);
        if (!version.find()) {
            throw new IllegalStateException("no version of " + name);
        }
        return read(WEBJARS + name + '/' + version.group(1).strip() + '/' + file);
    }

    /** In the order of their names. */
    private static List<Resource> files(String pattern) {
        try {
            Resource[] files =
                    new PathMatchingResourcePatternResolver().getResources("classpath:" + pattern);
            return Arrays.stream(files).sorted(Comparator.comparing(Bundles::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Resource file) {
        return Objects.requireNonNull(file.getFilename());
    }

    private static String read(String path) {
        return text(new ClassPathResource(path));
    }

    private static String text(Resource file) {
        return new String(octets(file), StandardCharsets.UTF_8);
    }

    private static byte[] octets(Resource file) {
        try {
            return file.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
