package org.restante.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a composer costs the line besides the page, in octets as they are sent. */
class EditorWeightTests {
    private static final int KB = 1024;

    private final Bundles bundles = new Bundles();

    /** ProseMirror alone is 64 KB of it, of which little could be left out. */
    @Test
    void theEditorIsWithinItsBudget() {
        assertThat(weight("editor.js")).isBetween(30 * KB, 80 * KB);
        assertThat(weight("compose.css")).isBetween(KB, 6 * KB);
        assertThat(weight("icons.svg")).isBetween(KB, 12 * KB);
    }

    @Test
    void theEditorNeedsNoLeaveToMakeCodeOfWordsAndSaysWhoseItIs() {
        String script = new String(asset("editor.js").content(), StandardCharsets.UTF_8);
        assertThat(script).doesNotContainPattern("\\beval\\(|new Function|Function\\(\"");
        assertThat(script).doesNotContain("createElement(\"style\")", "sourceMappingURL");
        assertThat(script).contains("Marijn Haverbeke", "MIT licence");
    }

    private int weight(String name) {
        int octets = asset(name).zipped().length;
        System.out.println(name + ": " + octets + " octets");
        return octets;
    }

    private Asset asset(String name) {
        String url = bundles.url(name);
        return bundles.find(url.substring(AssetController.PATH.length())).orElseThrow();
    }
}
