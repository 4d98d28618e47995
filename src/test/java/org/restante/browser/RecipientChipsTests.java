package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.compose.Recipient;
import org.restante.compose.Recipients;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.mail.Address;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** Recipients as chips: typed, pasted, moved, put right, and always sent as they are shown. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecipientChipsTests {

    /** As it is pasted, and behind it the chips; those that are no addresses begin with "!". */
    private static final List<List<String>> PASTED =
            List.of(
                    List.of("a@x.example", "a@x.example"),
                    List.of("a@x.example, b@y.example", "a@x.example", "b@y.example"),
                    List.of("a@x.example; b@y.example;", "a@x.example", "b@y.example"),
                    List.of("a@x.example b@y.example", "a@x.example", "b@y.example"),
                    List.of("a@x.example\nb@y.example\n", "a@x.example", "b@y.example"),
                    List.of("a@x.example\r\n\r\nb@y.example", "a@x.example", "b@y.example"),
                    List.of("a@x.example\tb@y.example", "a@x.example", "b@y.example"),
                    List.of(
                            "A <a@x.example>, b@y.example; c@z.example",
                            "A <a@x.example>",
                            "b@y.example",
                            "c@z.example"),
                    List.of("Ann Lee <a@x.example>", "Ann Lee <a@x.example>"),
                    List.of(
                            "Ann Lee<a@x.example>,<b@y.example>",
                            "Ann Lee <a@x.example>",
                            "b@y.example"),
                    List.of("\"Lee, Ann\" <a@x.example>", "\"Lee, Ann\" <a@x.example>"),
                    List.of("'Ann Lee' <a@x.example>", "Ann Lee <a@x.example>"),
                    List.of("\u201eAnn Lee\u201c <a@x.example>", "Ann Lee <a@x.example>"),
                    List.of(
                            "Lee, Ann <a@x.example>; Ruiz, Bo <b@y.example>",
                            "\"Lee, Ann\" <a@x.example>",
                            "\"Ruiz, Bo\" <b@y.example>"),
                    List.of("Lee, Ann <a@x.example>;", "\"Lee, Ann\" <a@x.example>"),
                    List.of("Lee, Ann <a@x.example>", "!Lee", "Ann <a@x.example>"),
                    List.of(
                            "Ann Lee\ta@x.example\nBo\tb@y.example",
                            "Ann Lee <a@x.example>",
                            "Bo <b@y.example>"),
                    List.of("a@x.example\tAnn\tLee", "Ann Lee <a@x.example>"),
                    List.of("Lee, Ann\ta@x.example", "\"Lee, Ann\" <a@x.example>"),
                    List.of("mailto:a@x.example", "a@x.example"),
                    List.of("mailto:a@x.example?subject=Hello", "a@x.example"),
                    List.of("MAILTO:a@x.example,b@y.example", "a@x.example", "b@y.example"),
                    List.of("Ann <mailto:a@x.example>", "Ann <a@x.example>"),
                    List.of("a@x.example (Ann Lee)", "Ann Lee <a@x.example>"),
                    List.of("Team: a@x.example, b@x.example;", "a@x.example", "b@x.example"),
                    List.of(
                            "Team: a@x.example;, Rest: b@x.example; c@z.example",
                            "a@x.example",
                            "b@x.example",
                            "c@z.example"),
                    List.of("Nobody: ; a@x.example", "a@x.example"),
                    List.of("a@x.example, A@X.example, a@x.example", "a@x.example"),
                    List.of(
                            "a@x.example\u3001b@y.example\uff0cc@z.example",
                            "a@x.example",
                            "b@y.example",
                            "c@z.example"),
                    List.of(
                            "\u00a0a@x.example\u00a0;\u200bb@y.example",
                            "a@x.example",
                            "b@y.example"),
                    List.of(
                            "d\u00f6r@m\u00fcller.example, \u7528\u6237@\u4f8b\u5b50.example",
                            "d\u00f6r@m\u00fcller.example",
                            "\u7528\u6237@\u4f8b\u5b50.example"),
                    List.of(
                            "\u0639\u0644\u064a <ali@x.example>, \u05d3\u05df <dan@y.example>",
                            "\u0639\u0644\u064a <ali@x.example>",
                            "\u05d3\u05df <dan@y.example>"),
                    List.of(
                            "\"a b\"@x.example, root@[192.0.2.1]",
                            "\"a b\"@x.example",
                            "root@[192.0.2.1]"),
                    List.of(
                            "O'Brien \"Bo\" <bo@x.example>",
                            "\"O'Brien \\\"Bo\\\"\" <bo@x.example>"),
                    List.of("piet, a@x.example", "!piet", "a@x.example"),
                    List.of(
                            "piet@kramer; @x.example; p..t@x.example",
                            "!piet@kramer",
                            "!@x.example",
                            "!p..t@x.example"),
                    List.of(
                            "\"Ann <a@x.example>, b@y.example\nc@z.example",
                            "!\"Ann <a@x.example>, b@y.example",
                            "c@z.example"),
                    List.of("Ann <a@x.example, b@y.example", "!Ann <a@x.example, b@y.example"),
                    List.of("Ann <a@x.example\nb@y.example", "Ann <a@x.example>", "b@y.example"),
                    List.of(
                            "<script>alert(1)</script> <a@x.example>, b@y.example",
                            "\"<script>alert(1)</script>\" <a@x.example>",
                            "b@y.example"),
                    List.of(
                            "\u202egro.live\u202c Ann <a@x.example>, b@y.example",
                            "\"gro.live Ann\" <a@x.example>",
                            "b@y.example"),
                    List.of(",;,\n ;a@x.example,,", "a@x.example"));

    private final House house = Running.get().dovecot();
    private final Chromium chromium = new Chromium();
    private String address = "";

    @BeforeAll
    void begin() {
        address = house.newUser();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    private Window compose(Look look) {
        return compose(look, "");
    }

    private Window compose(Look look, String query) {
        Window window = chromium.window(look);
        window.enter(address, "/compose" + query);
        if (look.scripts()) {
            assertThat(window.page.locator("[contenteditable]")).isVisible();
        }
        return window;
    }

    /** What people see of one of the fields. */
    private record Field(Locator line) {

        static Field of(Page page, String name) {
            return new Field(page.locator(".person-line:has(> [name=" + name + "])"));
        }

        Locator entry() {
            return line.locator(".chips-entry");
        }

        Locator chips() {
            return line.locator(".chip");
        }

        Locator chip(String text) {
            return line.locator(".chip-text", new Locator.LocatorOptions().setHasText(text));
        }

        Locator sent() {
            return line.locator("> input");
        }

        Locator said() {
            return line.locator("[role=status]");
        }

        Field has(String... shown) {
            assertThat(line.locator(".chip-value")).hasText(shown);
            return this;
        }

        void paste(String text) {
            entry().evaluate(
                            "(field, text) => { const data = new DataTransfer();"
                                    + " data.setData('text/plain', text); field.focus();"
                                    + " field.dispatchEvent(new ClipboardEvent('paste',"
                                    + " { clipboardData: data, bubbles: true,"
                                    + " cancelable: true })); }",
                            text);
        }
    }

    private List<String> drafts() {
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Drafts");
            imap.select("Drafts");
            return imap.search("ALL").stream()
                    .map(uid -> new String(imap.message(uid), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private void isDraft(String... parts) {
        await().untilAsserted(
                        () ->
                                assertThat(drafts())
                                        .anySatisfy(mail -> assertThat(mail).contains(parts)));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "Enter", "Tab"})
    void whatIsTypedBecomesAChip(String end) {
        try (Window window = compose(Look.DESKTOP)) {
            Field to = Field.of(window.page, "to");
            assertThat(to.entry()).isFocused();
            window.page.keyboard().type("Ann Lee <ann@x.example>");
            to.has();
            assertThat(to.sent()).hasValue("Ann Lee <ann@x.example>");
            if (end.length() == 1) {
                window.page.keyboard().type(end);
            } else {
                window.page.keyboard().press(end);
            }
            to.has("Ann Lee");
            assertThat(to.entry()).hasValue("");
            assertThat(to.said()).hasText("Ann Lee added");
            assertThat(to.chip("Ann Lee")).hasAttribute("title", "ann@x.example");
            assertThat(to.chip("Ann Lee")).hasAccessibleDescription("ann@x.example");
            assertThat(to.sent()).hasValue("Ann Lee <ann@x.example>");
            window.isCalm();
        }
    }

    @Test
    void leavingTheFieldMakesChipsAndLosesNothing() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.keyboard().type("\"Lee, Ann\" <ann@x.example>, team:");
            page.locator("[name=subject]").fill("left-field");
            to.has("Lee, Ann");
            assertThat(to.entry()).hasValue("team:");
            assertThat(to.sent()).hasValue("\"Lee, Ann\" <ann@x.example>, team:");
            isDraft("Subject: left-field", "\"Lee, Ann\" <ann@x.example>");
            window.isCalm();
        }
    }

    @Test
    void whatIsNoChipYetIsSavedAndSentAsWell() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            page.locator("[name=subject]").fill("unfinished");
            Field to = Field.of(page, "to");
            to.entry().click();
            page.keyboard().type("ann@elsewhere.example, ben@elsewhere.example");
            to.has("ann@elsewhere.example");
            isDraft("Subject: unfinished", "ann@elsewhere.example", "ben@elsewhere.example");
            to.has("ann@elsewhere.example"); // and saving takes nothing out of the hand
            assertThat(to.entry()).hasValue("ben@elsewhere.example");
            page.keyboard().press("Control+Enter");
            await().untilAsserted(
                            () ->
                                    assertThat(house.server().sent())
                                            .filteredOn(one -> one.text().contains("unfinished"))
                                            .singleElement()
                                            .satisfies(
                                                    one ->
                                                            assertThat(one.text())
                                                                    .contains(
                                                                            "ann@elsewhere.example")
                                                                    .contains(
                                                                            "ben@elsewhere.example")));
        }
    }

    @Test
    void everyFormatThatPeoplePasteIsReadAsTheServerReadsIt() {
        List<String> wrong = new ArrayList<>();
        try (Window window = compose(Look.DESKTOP)) {
            Field to = Field.of(window.page, "to");
            for (List<String> row : PASTED) {
                String pasted = row.getFirst();
                List<String> wanted = row.subList(1, row.size());
                to.sent()
                        .evaluate(
                                "field => { field.value = '';"
                                        + " field.dispatchEvent(new Event('input')); }");
                to.paste(pasted);
                List<?> seen =
                        (List<?>)
                                to.chips()
                                        .evaluateAll(
                                                "all => all.map(chip => chip.matches('.bad')"
                                                        + " ? '!' + chip.querySelector('.chip-value')"
                                                        + ".textContent : chip.dataset.text)");
                if (!seen.equals(wanted)) {
                    wrong.add("browser: " + pasted + " became " + seen);
                }
                List<String> judged = judged(pasted);
                if (!judged.equals(wanted)) {
                    wrong.add("server: " + pasted + " became " + judged);
                }
                List<String> sent = judged(to.sent().inputValue());
                if (sent.size() != wanted.size()) {
                    wrong.add("sent: " + pasted + " became " + sent);
                }
                if (!"".equals(to.entry().inputValue())) {
                    wrong.add("left: " + to.entry().inputValue());
                }
            }
            window.isCalm();
        }
        assertThat(wrong).isEmpty();
        assertThat(PASTED).hasSizeGreaterThan(25);
    }

    private static List<String> judged(String typed) {
        return Recipients.parse(typed).stream().map(RecipientChipsTests::written).toList();
    }

    private static String written(Recipient recipient) {
        Address address = recipient.address();
        return address == null ? "!" + recipient.typed() : Recipients.text(List.of(address));
    }

    @Test
    void aChipThatIsNoAddressSaysWhy() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.keyboard().type("piet, piet@kramer, @x.example,p..t@x.example,");
            to.has("piet", "piet@kramer", "@x.example", "p..t@x.example");
            assertThat(to.line.locator(".chip.bad .icon:visible")).hasCount(8); // and to remove it
            assertThat(to.chip("piet").first()).hasAccessibleDescription("There is no @ in it");
            assertThat(to.chip("piet").first())
                    .hasAttribute("title", Pattern.compile("no @ in it"));
            assertThat(to.line.locator(".chips-why")).hasText("piet: There is no @ in it");
            assertThat(to.chip("piet@kramer"))
                    .hasAccessibleDescription(Pattern.compile("no domain, such as"));
            to.chip("piet@kramer").focus();
            assertThat(to.line.locator(".chips-why")).containsText("piet@kramer: What stands");
            page.locator("[name=subject]").fill("bad-ones");
            isDraft("Subject: bad-ones");
            page.locator("[data-send]").click();
            assertThat(page.locator("[data-troubles]")).containsText("“piet@kramer” is no address");
            assertThat(to.line.locator(".chip.bad")).hasCount(4);
        }
    }

    @Test
    void aDomainThatIsProbablyATypoIsOfferedToBePutRight() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.keyboard().type("Ann <ann@gmial.com>, ben@x.example,");
            Locator fix = to.line.locator(".chip-fix:visible");
            assertThat(fix).hasText("gmail.com"); // when it was saved by itself
            assertThat(to.chip("Ann"))
                    .hasAccessibleDescription("ann@gmial.com. Did you mean ann@gmail.com?");
            assertThat(to.entry()).isFocused();
            page.keyboard().press("ArrowLeft");
            page.keyboard().press("ArrowLeft");
            assertThat(fix).isFocused();
            page.keyboard().press("Enter");
            to.has("Ann", "ben@x.example");
            assertThat(to.sent()).hasValue("Ann <ann@gmail.com>, ben@x.example");
            assertThat(fix).hasCount(0);
            isDraft("ann@gmail.com");
            window.isCalm();
        }
    }

    @Test
    void theKeyboardMovesRemovesAndEdits() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.keyboard().type("a@x.example,b@x.example,c@x.example,d@x.example,");
            to.has("a@x.example", "b@x.example", "c@x.example", "d@x.example");
            page.keyboard().press("Backspace");
            to.has("a@x.example", "b@x.example", "c@x.example", "d@x.example");
            assertThat(to.chip("d@")).isFocused();
            page.keyboard().press("Backspace");
            to.has("a@x.example", "b@x.example", "c@x.example");
            assertThat(to.said()).hasText("d@x.example removed");
            assertThat(to.chip("c@")).isFocused();
            page.keyboard().press("ArrowLeft");
            assertThat(to.chip("b@")).isFocused();
            page.keyboard().press("Home");
            assertThat(to.chip("a@")).isFocused();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("Enter");
            assertThat(to.entry()).isFocused();
            assertThat(to.entry()).hasValue("b@x.example");
            to.has("a@x.example", "c@x.example");
            assertThat(to.sent()).hasValue("a@x.example, c@x.example, b@x.example");
            page.keyboard().type("Bo <bo@x.example>");
            page.keyboard().press("Enter");
            to.has("a@x.example", "Bo", "c@x.example");
            assertThat(to.sent()).hasValue("a@x.example, Bo <bo@x.example>, c@x.example");
            to.chip("Bo").focus();
            page.keyboard().press("F2");
            page.keyboard().type("nonsense");
            page.keyboard().press("Escape");
            to.has("a@x.example", "Bo", "c@x.example");
            assertThat(page.locator("form.composer")).isVisible();
            to.chip("Bo").focus();
            page.keyboard().press("Delete");
            to.has("a@x.example", "c@x.example");
            assertThat(to.chip("c@")).isFocused();
            page.keyboard().type("new@x.example,"); // is written where one writes
            to.has("a@x.example", "c@x.example", "new@x.example");
            page.keyboard().press("Shift+Tab"); // one stop for all chips
            assertThat(to.line.locator(".chip-text:focus")).hasCount(1);
            page.keyboard().press("Tab");
            assertThat(to.entry()).isFocused();
            window.isCalm();
        }
    }

    @Test
    void thePointerRemovesAndEdits() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.keyboard().type("a@x.example,Bo <b@x.example>,c@x.example,");
            page.getByLabel("Remove a@x.example").click();
            to.has("Bo", "c@x.example");
            to.chip("Bo").click();
            to.has("Bo", "c@x.example");
            assertThat(to.chip("Bo")).isFocused();
            to.entry().click();
            to.chip("Bo").dblclick();
            assertThat(to.entry()).hasValue("Bo <b@x.example>");
            to.has("c@x.example");
            page.locator("[data-send]").hover();
            page.locator("[name=subject]").click();
            to.has("Bo", "c@x.example");
            to.line.locator(".chips-field").click();
            assertThat(to.entry()).isFocused();
            window.isCalm();
        }
    }

    @Test
    void whoIsThereIsNotAddedTwice() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.keyboard().type("Ann <ann@x.example>,ben@x.example,ANN@x.example,");
            to.has("Ann", "ben@x.example");
            assertThat(to.chip("Ann")).isFocused();
            assertThat(to.said()).hasText("Ann is there already");
            page.keyboard().type("cy@x.example,");
            to.has("Ann", "ben@x.example", "cy@x.example");
            window.isCalm();
        }
    }

    @Test
    void chipsAreMovedByCutAndPaste() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            window.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Field to = Field.of(page, "to");
            Field cc = Field.of(page, "cc");
            page.keyboard().type("\"Lee, Ann\" <ann@x.example>,ben@x.example,");
            page.locator(".more-people summary").click();
            to.chip("Lee").focus();
            page.keyboard().press("Control+x");
            to.has("ben@x.example");
            cc.entry().focus();
            page.keyboard().press("Control+v");
            cc.has("Lee, Ann");
            assertThat(cc.sent()).hasValue("\"Lee, Ann\" <ann@x.example>");
            assertThat(to.sent()).hasValue("ben@x.example");
            to.chip("ben").focus();
            page.keyboard().press("Control+c");
            cc.chip("Lee").focus();
            page.keyboard().press("Control+v");
            cc.has("Lee, Ann", "ben@x.example");
            to.has("ben@x.example");
            page.locator("[name=subject]").fill("moved-chip");
            isDraft("Subject: moved-chip", "Cc: \"Lee, Ann\" <ann@x.example>");
            window.isCalm();
        }
    }

    @Test
    void manyBecomeTwoRowsWhileNobodyWritesThere() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            List<String> people =
                    IntStream.range(0, 40)
                            .mapToObj(i -> "Person Number " + i + " <p" + i + "@x.example>")
                            .toList();
            to.paste(String.join("; ", people));
            assertThat(to.line.locator(".chip:visible")).hasCount(40);
            assertThat(to.said()).hasText("40 recipients added");
            Locator more = to.line.locator(".chips-more");
            page.locator("[name=subject]").hover();
            page.mouse().down();
            assertThat(page.locator("[name=subject]")).isFocused();
            assertThat(more).isHidden(); // nothing moves away from under the pointer
            page.mouse().up();
            assertThat(more).isVisible();
            int shown = to.line.locator(".chip:visible").count();
            assertThat(shown).isBetween(4, 20);
            assertThat(more).hasText((40 - shown) + " more");
            BoundingBox box = to.line.boundingBox();
            assertThat(box.height).isLessThan(120);
            assertThat(Recipients.parse(to.sent().inputValue())).hasSize(40);
            more.click();
            assertThat(to.line.locator(".chip:visible")).hasCount(40);
            assertThat(to.entry()).isFocused();
            window.isCalm();
        }
    }

    @Test
    void aGroupBecomesItsMembers() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            window.open("/contacts/groups/new");
            page.locator("main [name=name]").fill("Choir");
            page.locator("main form button.primary").first().click();
            for (String name : List.of("Marta", "Nuno")) {
                window.open(
                        "/contacts/new?name=%s+Oliveira&email=%s@elsewhere.example"
                                .formatted(name, name.toLowerCase(Locale.ROOT)));
                page.locator("main [name=group]").check();
                page.locator("main form button.primary").first().click();
            }
            window.open("/compose");
            assertThat(page.locator("[contenteditable]")).isVisible();
            Field to = Field.of(page, "to");
            assertThat(to.entry()).hasRole(AriaRole.COMBOBOX);
            assertThat(to.entry()).hasAccessibleName("To");
            page.keyboard().type("Mart");
            assertThat(to.line.locator(".completion li").first()).containsText("Marta Oliveira");
            assertThat(to.entry()).hasAttribute("aria-expanded", "true");
            assertThat(to.entry())
                    .hasAttribute("aria-activedescendant", Pattern.compile("completion-"));
            isAccessible(page);
            page.keyboard().press("Tab");
            to.has("Marta Oliveira");
            assertThat(to.entry()).isFocused();
            page.keyboard().type("Choir");
            assertThat(to.line.locator(".completion li")).containsText("Choir");
            page.keyboard().press("Enter");
            to.has("Marta Oliveira", "Nuno Oliveira"); // and nobody twice
            assertThat(to.sent())
                    .hasValue(
                            "Marta Oliveira <marta@elsewhere.example>,"
                                    + " Nuno Oliveira <nuno@elsewhere.example>");
            assertThat(to.line.locator(".completion")).isHidden();
            window.isCalm();
        }
    }

    @Test
    void whatADraftOrALinkBringsIsShownAsChips() {
        String query = "?to=%22Lee,%20Ann%22%20%3Cann@x.example%3E,%20piet&cc=c@x.example";
        try (Window window = compose(Look.DESKTOP, query)) {
            Page page = window.page;
            Field to = Field.of(page, "to").has("Lee, Ann", "piet");
            Field.of(page, "cc").has("c@x.example");
            assertThat(to.line.locator(".chip.bad")).hasCount(1);
            assertThat(to.entry()).not().isFocused();
            page.locator("[name=subject]").fill("brought");
            isDraft("Subject: brought");
            window.open("/mail/Drafts");
            page.locator(".msg-link", new Page.LocatorOptions().setHasText("brought")).click();
            Field.of(page, "to").has("Lee, Ann", "piet");
            Field.of(page, "cc").has("c@x.example");
            window.isCalm();
        }
    }

    @Test
    void whatIsTypedBeforeTheScriptsAreThereBecomesChipsAsWell() {
        try (Window window = chromium.window(Look.DESKTOP)) {
            Page page = window.page;
            window.enter(address);
            page.locator("#list").first().waitFor();
            List<Route> held = new ArrayList<>();
            page.route(Pattern.compile("/assets/compose\\.[0-9a-f]+\\.js"), held::add);
            page.navigate(
                    Running.get().url() + "/compose",
                    new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.locator("[name=to]").focus();
            page.keyboard().type("Ann <ann@x.example>, be");
            page.waitForCondition(() -> !held.isEmpty());
            held.forEach(Route::resume);
            Field to = Field.of(page, "to");
            to.has("Ann");
            assertThat(to.entry()).isFocused();
            page.keyboard().type("n@x.example,");
            to.has("Ann", "ben@x.example");
            isDraft("Ann <ann@x.example>", "ben@x.example");
            window.isCalm();
        }
    }

    @Test
    void aChipInTheDockTakesNoKeysFromTheList() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            window.open("/mail/INBOX");
            page.locator("a[data-write].write").click();
            Field to = Field.of(page, "to");
            to.entry().click();
            page.keyboard().type("ann@x.example,");
            page.keyboard().press("Backspace");
            assertThat(to.chip("ann")).isFocused();
            page.keyboard().type("c");
            assertThat(page.locator("form.composer")).hasCount(1);
            assertThat(to.entry()).hasValue("c");
            page.keyboard().press("Backspace");
            page.keyboard().press("Backspace");
            page.keyboard().press("Enter");
            assertThat(to.entry()).hasValue("ann@x.example");
            page.keyboard().press("Escape"); // leaves the text, not the composer
            to.has("ann@x.example");
            assertThat(page.locator("form.composer")).hasCount(1);
            window.isCalm();
        }
    }

    @Test
    void hostileNamesAreOnlyText() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            to.paste(
                    "\"<img src=x onerror=alert(1)>\" <a@x.example>,"
                            + " \u202Emoc.knab\u202C <b@x.example>,"
                            + " \"chief@bank.example\" <c@x.example>,"
                            + " "
                            + "Long ".repeat(80)
                            + "<d@x.example>, \u0639\u0644\u064a \u2067x\u2069 <e@x.example>");
            to.has(
                    "<img src=x onerror=alert(1)>",
                    "moc.knab",
                    "chief@bank.example <c@x.example>",
                    "Long ".repeat(80).strip(),
                    "\u0639\u0644\u064a x");
            assertThat(to.line.locator("img")).hasCount(0);
            BoundingBox box = to.chips().nth(3).boundingBox();
            assertThat(box.width).isLessThan(400);
            assertThat(box.height).isLessThan(40);
            assertThat(to.sent())
                    .not()
                    .hasValue(Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]"));
            window.isCalm();
        }
    }

    @Test
    void fromRightToLeftTheArrowsMoveAsOneReads() {
        try (Window window = compose(Look.DESKTOP)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.evaluate("document.documentElement.dir = 'rtl'");
            page.keyboard().type("\u0639\u0644\u064a <a@x.example>,b@x.example,");
            to.has("\u0639\u0644\u064a", "b@x.example");
            assertThat(to.chips().first().boundingBox().x)
                    .isGreaterThan(to.chips().last().boundingBox().x);
            page.keyboard().press("ArrowRight");
            assertThat(to.chip("b@")).isFocused();
            page.keyboard().press("ArrowRight");
            assertThat(to.chip("\u0639")).isFocused();
            page.keyboard().press("ArrowLeft");
            assertThat(to.chip("b@")).isFocused();
            window.isCalm();
        }
    }

    @Test
    void onAPhoneChipsAreAsLargeAsFingers() {
        try (Window window = compose(Look.DESKTOP.sized(390, 844))) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.keyboard().type("a@x.example,piet,");
            to.paste("Long ".repeat(40) + "<l@x.example>, z@x.example");
            assertThat(to.chips()).hasCount(4);
            for (Locator part : to.line.locator(".chip-remove, .chip-text, .chips-entry").all()) {
                assertThat(part.boundingBox().height).isGreaterThanOrEqualTo(44);
            }
            for (Locator part : to.line.locator(".chip-remove").all()) {
                assertThat(part.boundingBox().width).isGreaterThanOrEqualTo(44);
            }
            assertThat(fits(page)).isTrue();
            to.chips().first().locator(".chip-remove").tap();
            assertThat(to.chips()).hasCount(3);
            to.chip("piet").tap();
            to.chip("piet").tap();
            assertThat(to.entry()).hasValue("piet");
            window.isCalm();
        }
    }

    private static boolean fits(Page page) {
        return Boolean.TRUE.equals(
                page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
    }

    @Test
    void withoutScriptsItIsAFieldOfText() {
        try (Window window =
                compose(Look.DESKTOP.withoutScripts(), "?to=Ann+%3Cann@x.example%3E")) {
            Page page = window.page;
            Locator to = page.getByLabel("To", new Page.GetByLabelOptions().setExact(true));
            assertThat(to).hasValue("Ann <ann@x.example>");
            assertThat(page.locator(".chip")).hasCount(0);
            to.fill("Ann <ann@x.example>, piet@kramer");
            page.locator("[data-send]").click();
            assertThat(page.locator("[data-troubles]")).containsText("“piet@kramer” is no address");
            assertThat(page.locator("[name=to]")).hasValue("Ann <ann@x.example>, piet@kramer");
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,false", "1440,true", "390,false", "320,true"})
    void axeFindsNothing(int width, boolean dark) {
        Look sized = Look.DESKTOP.sized(width, 900);
        try (Window window = compose(dark ? sized.inDark() : sized)) {
            Page page = window.page;
            Field to = Field.of(page, "to");
            page.locator(".more-people summary").click();
            to.paste("Ann <ann@gmial.com>, piet, b@x.example, \u0639\u0644\u064a <c@x.example>");
            assertThat(to.line.locator(".chip-fix:visible")).hasText("gmail.com");
            isAccessible(page);
            to.chip("piet").focus();
            isAccessible(page);
            to.paste(
                    String.join(
                            ",", IntStream.range(0, 20).mapToObj(i -> i + "@x.example").toList()));
            page.locator("[name=subject]").click();
            assertThat(to.line.locator(".chips-more")).isVisible();
            isAccessible(page);
            assertThat(fits(page)).isTrue();
            window.isCalm();
        }
    }

    private static void isAccessible(Page page) {
        assertThat(Axe.violations(page, Axe.WCAG_AND_BEST_PRACTICE))
                .extracting(rule -> rule.getId() + " " + rule.getNodes())
                .isEmpty();
    }
}
