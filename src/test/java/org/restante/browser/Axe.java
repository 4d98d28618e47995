package org.restante.browser;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;

/** What axe has to say against a page, but for the frames in it. */
final class Axe {
    static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    static final List<String> WCAG_AND_BEST_PRACTICE =
            Stream.concat(WCAG.stream(), Stream.of("best-practice")).toList();

    private Axe() {}

    static List<Rule> violations(Page page, List<String> rules) {
        // Every rule runs, but what passes is not described node by node; and without frames to
        // look into there is no need of the second page in which axe puts results together.
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                .options(options)
                .withTags(rules)
                .exclude(List.of("iframe"))
                .setLegacyMode(true)
                .analyze()
                .getViolations();
    }
}
