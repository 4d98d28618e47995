package org.restante.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The few static files of a page, put together once at start: one stylesheet, one script, one sheet
 * of icons, and htmx. Small sources, few requests, and no build step but Java's.
 */
@Component("assets")
class Bundles {

    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final MediaType JS = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    /** In the order of the cascade; the layers are named in tokens.css. */
    private static final List<String> STYLES =
            List.of(
                    "tokens",
                    "base",
                    "components/icon",
                    "components/button",
                    "components/field",
                    "components/notice",
                    "components/empty",
                    "components/meter",
                    "components/dialog",
                    "features/shell",
                    "features/folders",
                    "features/list",
                    "features/reader",
                    "features/problem",
                    "features/sign-in");

    private static final List<String> BEHAVIOURS =
            List.of("fit-frame", "open-row", "selection", "notice", "zone");

    private static final List<String> ICONS =
            List.of(
                    "archive",
                    "arrow-left",
                    "chevron-down",
                    "chevron-up",
                    "circle-alert",
                    "circle-check",
                    "download",
                    "file-pen-line",
                    "flag",
                    "flag-off",
                    "folder",
                    "folder-input",
                    "forward",
                    "image-off",
                    "inbox",
                    "info",
                    "log-out",
                    "mail",
                    "mail-open",
                    "mails",
                    "menu",
                    "paperclip",
                    "refresh-cw",
                    "reply",
                    "send",
                    "shield-alert",
                    "shield-check",
                    "star",
                    "trash-2",
                    "triangle-alert",
                    "x");

    private static final Pattern LUCIDE = Pattern.compile("(?s)<svg[^>]*>(.*)</svg>");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export default ");

    private final Map<String, Asset> byName = new LinkedHashMap<>();
    private final Map<String, Asset> byFile = new LinkedHashMap<>();

    Bundles() {
        add("app.css", CSS, styles());
        add("app.js", JS, script());
        add("htmx.js", JS, webjar("htmx.org", "dist/htmx.min.js"));
        add("icons.svg", SVG, icons());
        add("logo.svg", SVG, read("static/img/logo.svg"));
    }

    private void add(String name, MediaType type, String content) {
        Asset asset = Asset.of(name, type, content.getBytes(StandardCharsets.UTF_8));
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
        STYLES.forEach(name -> css.append(read("static/css/" + name + ".css")).append('\n'));
        return css.toString();
    }

    /** Each behaviour is a module of one export; here it becomes one entry of a map. */
    private static String script() {
        StringBuilder js = new StringBuilder("const behaviours = {};\n");
        for (String name : BEHAVIOURS) {
            String module = read("static/js/behaviours/" + name + ".js");
            Matcher export = EXPORT.matcher(module);
            js.append("behaviours['" + name + "'] = (() => {\n")
                    .append(export.replaceFirst("return "))
                    .append("})();\n");
        }
        return js.append(read("static/js/app.js")).toString();
    }

    private static String icons() {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\">");
        for (String name : ICONS) {
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

    private static String read(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
