package org.restante.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.account.AccountTest;
import org.restante.account.Browser;
import org.restante.account.FakeMailSessions;
import org.restante.mail.Address;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages of the address book as browsers get them. */
@AccountTest
class ContactPagesTests {

    private static final String RUTH = "ruth@posthaste.example";
    private static final String INES = "ines@posthaste.example";
    private static final String EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";

    private final Book book;
    private final Groups groups;
    private final Contacts contacts;
    private final Collecting collecting;
    private final JdbcTemplate sql;
    private final Browser browser;

    @Autowired
    ContactPagesTests(
            MockMvc mvc,
            Book book,
            Groups groups,
            Contacts contacts,
            Collecting collecting,
            JdbcTemplate sql,
            FakeMailSessions mail) {
        this.book = book;
        this.groups = groups;
        this.contacts = contacts;
        this.collecting = collecting;
        this.sql = sql;
        this.browser = new Browser(mvc).from("203.0.113.90");
        mail.add("Ruth@posthaste.example", "letter-box-9");
    }

    @BeforeEach
    void signedIn() {
        for (String table :
                List.of("contact", "contact_group", "contact_collecting", "spring_session")) {
            sql.update("DELETE FROM " + table);
        }
        browser.cookies.clear();
        assertThat(browser.signIn("Ruth@posthaste.example", "letter-box-9").getStatus())
                .isEqualTo(303);
    }

    private Document page(String path) {
        var answer = browser.open(path);
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return parsed(answer);
    }

    private static Document parsed(MockHttpServletResponse answer) {
        return Jsoup.parse(Browser.content(answer));
    }

    private MockHttpServletResponse send(String path, String... fields) {
        var request = post(URI.create(path)).param("_csrf", browser.masked());
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return browser.send(request);
    }

    private MockHttpServletResponse upload(String path, byte[] octets) {
        return browser.send(
                multipart(URI.create(path))
                        .file(new MockMultipartFile("file", "x", "application/x", octets))
                        .param("_csrf", browser.masked()));
    }

    /** Where a form led that was sent. */
    private Document then(MockHttpServletResponse answer) {
        assertThat(answer.getStatus()).as(Browser.content(answer)).isEqualTo(303);
        return page(answer.getHeader("Location"));
    }

    private UUID add(String owner, String name, String email, String... inGroups) {
        CardBuilder card = new CardBuilder().display(name).email("", email, false);
        for (String group : inGroups) {
            card.group(group);
        }
        return book.add(owner, card.build()).orElseThrow();
    }

    /** The fields of the contact's form as a browser would send them, but for these. */
    private String[] filled(Document page, String... changes) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Element one :
                page.select(
                        ".contact-form input:not([type=hidden]), .contact-form select,"
                                + " .contact-form textarea")) {
            boolean ticked = !one.attr("type").matches("radio|checkbox") || one.hasAttr("checked");
            if (ticked) {
                String value =
                        switch (one.tagName()) {
                            case "select" -> one.select("option[selected]").attr("value");
                            case "textarea" -> one.wholeText();
                            default -> one.val();
                        };
                fields.computeIfAbsent(one.attr("name"), any -> new java.util.ArrayList<>())
                        .add(value);
            }
        }
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], List.of(changes[i + 1]));
        }
        return fields.entrySet().stream()
                .flatMap(
                        field ->
                                field.getValue().stream()
                                        .flatMap(
                                                value ->
                                                        java.util.stream.Stream.of(
                                                                field.getKey(), value)))
                .toArray(String[]::new);
    }

    @Test
    void aContactIsMadeChangedAndDeleted() {
        Document form = page("/contacts/new?name=Theo%20Quist&email=theo%40x.example");
        assertThat(form.select("h1").text()).isEqualTo("New contact");
        assertThat(form.select("[name=display]").val()).isEqualTo("Theo Quist");
        assertThat(form.select("[name=email]").getFirst().val()).isEqualTo("theo@x.example");

        Document made =
                then(
                        send(
                                "/contacts",
                                filled(
                                        form,
                                        "phone",
                                        "+44 1, 2",
                                        "phoneLabel",
                                        "mobile",
                                        "notes",
                                        "one\r\ntwo",
                                        "images",
                                        "true")));
        assertThat(made.select("[role=status].note").text()).isEqualTo("The contact was added.");
        assertThat(made.select("h1").text()).isEqualTo("Theo Quist");
        assertThat(made.select("[name=phone]").getFirst().val()).isEqualTo("+44 1, 2");
        assertThat(made.select("#images").hasAttr("checked")).isTrue();
        assertThat(made.select("#blocked").hasAttr("checked")).isFalse();
        Contact contact = book.all(RUTH).getFirst();
        assertThat(contact.card().notes()).isEqualTo("one\ntwo");
        assertThat(page("/contacts").select(".contact-row").text())
                .contains("Theo Quist", "theo@x.example");

        String path = "/contacts/" + contact.id();
        Document saved = then(send(path, filled(made, "display", "Theodor", "blocked", "true")));
        assertThat(saved.select("h1").text()).isEqualTo("Theodor");
        assertThat(book.all(RUTH).getFirst().card().blocked()).isTrue();
        assertThat(book.all(RUTH).getFirst().card().phones()).hasSize(1);
        assertThat(page("/contacts").select(".contact-mark").text()).isEqualTo("Blocked");

        Document question = page(path + "/deletion");
        assertThat(question.select("h1").text()).isEqualTo("Delete Theodor?");
        assertThat(question.select("form.dialog").text()).contains("This can’t be undone.");
        assertThat(then(send(path + "/deletion")).select(".note").text())
                .startsWith("The contact was deleted.");
        assertThat(book.all(RUTH)).isEmpty();
        assertThat(browser.open(path).getStatus()).isEqualTo(404);
        assertThat(send(path + "/deletion").getStatus()).isEqualTo(404);
        assertThat(send(path, "given", "x").getStatus()).isEqualTo(404);
    }

    @Test
    void theFormKeepsWhatItDoesNotChange() {
        Card card =
                new CardBuilder()
                        .name("Dr", "A", "B", "C", "Jr")
                        .organisation("Org")
                        .notes("\n  x\n\ny")
                        .email("work", "a@x.example", false)
                        .email("Ferienhaus", "b@x.example", true)
                        .email("mobile", "c@x.example", false)
                        .phone("fax", "1")
                        .group("G")
                        .photo(Pictures.PNG)
                        .blocked(true)
                        .images(true)
                        .mailed(3, java.time.Instant.parse("2026-03-01T12:00:00Z"))
                        .build();
        UUID id = book.add(RUTH, card).orElseThrow();
        groups.create(RUTH, "Other");
        Document page = page("/contacts/" + id);
        assertThat(page.select(".page-head p").text()).contains("Mailed 3 times", "1 March 2026");
        then(send("/contacts/" + id, filled(page)));
        assertThat(book.find(RUTH, id).orElseThrow().card().with(card.photo())).isEqualTo(card);
        assertThat(book.photo(RUTH, id)).contains(card.photo());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email|no address|email-0|That is no email address.",
                "email|<a@b.example>|email-0|That is no email address.",
                "given|LONG|given|That is too long.",
                "display|LONG|display|That is too long.",
                "phone|LONG|phone-0|That is too long.",
                "given|' '|given|Enter a name or an email address."
            })
    void whatIsWrongIsSaidBesideItsField(String field, String value, String id, String sentence) {
        String typed = value.equals("LONG") ? "x".repeat(255) : value;
        var refused = send("/contacts", field, typed);
        assertThat(refused.getStatus()).isEqualTo(422);
        Document page = parsed(refused);
        Element input = page.getElementById(id);
        assertThat(input.attr("aria-invalid")).isEqualTo("true");
        assertThat(page.getElementById(input.attr("aria-describedby")).text()).isEqualTo(sentence);
        assertThat(page.select("[role=alert]").text()).contains("Nothing was saved");
        assertThat(input.val()).isEqualTo(typed);
        assertThat(book.all(RUTH)).isEmpty();
    }

    @Test
    void twoWrongLinesAreTwoSentences() {
        var refused =
                send(
                        "/contacts",
                        "given",
                        "x",
                        "email",
                        "a@x.example",
                        "email",
                        "A@x.example",
                        "email",
                        "c");
        Document page = parsed(refused);
        assertThat(page.select("#email-1-mistake").text())
                .isEqualTo("This address is there twice.");
        assertThat(page.select("#email-2-mistake").text()).isEqualTo("That is no email address.");
        assertThat(page.select("[role=alert]").text()).contains("2 fields");
    }

    @Test
    void theListIsSearchedAndTurnedOver() {
        for (int i = 0; i < 120; i++) {
            add(RUTH, "Person %03d".formatted(i), "p" + i + "@x.example");
        }
        add(RUTH, "Zoë Müller", "z@x.example");
        Document first = page("/contacts");
        assertThat(first.select(".contact-row")).hasSize(50);
        assertThat(first.select(".range").text()).isEqualTo("1 to 50 of 121");
        assertThat(first.select("[rel=prev]")).isEmpty();
        Document third =
                page(
                        page(first.select("[rel=next]").attr("href"))
                                .select("[rel=next]")
                                .attr("href"));
        assertThat(third.select(".contact-row")).hasSize(21);
        assertThat(third.select("[rel=next]")).isEmpty();
        assertThat(page("/contacts?page=99").select(".contact-row")).hasSize(21);
        assertThat(page("/contacts?page=-5").select(".contact-row")).hasSize(50);

        Document found = page("/contacts?q=M%C3%9CLLER");
        assertThat(found.select(".contact-row")).hasSize(1);
        assertThat(found.select("#q").val()).isEqualTo("MÜLLER");
        Document many = page("/contacts?q=person");
        assertThat(many.select("[rel=next]").attr("href")).isEqualTo("/contacts?q=person&page=2");
        assertThat(page("/contacts?q=nobody").select(".empty").text()).contains("Nobody found");
        assertThat(browser.open("/contacts?page=x").getStatus()).isEqualTo(400);
        assertThat(browser.open("/contacts?q=%25&page=1&group=").getStatus()).isEqualTo(200);
    }

    @Test
    void groupsAreMadeFilledRenamedAndDeleted() {
        assertThat(then(send("/contacts/groups", "name", " Schach ")).select(".folders").text())
                .contains("Schach");
        UUID group = groups.all(RUTH).getFirst().id();
        UUID theo = add(RUTH, "Theo", "theo@x.example");
        add(RUTH, "Other", "other@x.example");
        assertThat(page("/contacts?group=" + group).select(".empty").text())
                .contains("Nobody in this group");
        then(
                send(
                        "/contacts/" + theo,
                        filled(page("/contacts/" + theo), "group", group.toString())));
        assertThat(page("/contacts?group=" + group).select(".contact-row").text())
                .contains("Theo")
                .doesNotContain("Other");
        assertThat(page("/contacts?group=" + group).select(".node[aria-current]").text())
                .isEqualTo("Schach 1");

        assertThat(
                        parsed(send("/contacts/groups", "name", "SCHACH"))
                                .select("#name-mistake")
                                .text())
                .isEqualTo("There is a group of that name already.");
        assertThat(send("/contacts/groups", "name", " ").getStatus()).isEqualTo(422);
        send("/contacts/groups", "name", "Tee");
        assertThat(send("/contacts/groups/" + group, "name", "tee").getStatus()).isEqualTo(422);
        then(send("/contacts/groups/" + group, "name", "Chess"));
        assertThat(groups.all(RUTH)).extracting(Group::name).contains("Chess");
        assertThat(page("/contacts/groups/" + group + "/deletion").select("form.dialog").text())
                .contains("Delete the group Chess?", "stays in your address book");
        then(send("/contacts/groups/" + group + "/deletion"));
        assertThat(groups.all(RUTH)).extracting(Group::name).containsExactly("Tee");
        assertThat(book.find(RUTH, theo)).isPresent();
        assertThat(browser.open("/contacts?group=" + group).getStatus()).isEqualTo(404);
    }

    @Test
    void asksForConsentAndTakesItBack() {
        Document asked = page("/contacts");
        assertThat(asked.select("#collecting").text())
                .isEqualTo("Keep the addresses that you write to?");
        contacts.mailed(RUTH, List.of(new Address("", "new@x.example")));
        assertThat(book.all(RUTH)).isEmpty();
        Document agreed = then(send("/contacts/collecting", "collects", "yes"));
        assertThat(agreed.select("#collecting")).isEmpty();
        assertThat(agreed.select("form[action=/contacts/collecting]").text())
                .contains("are kept", "Stop keeping them");
        contacts.mailed(RUTH, List.of(new Address("", "new@x.example")));
        assertThat(page("/contacts").select(".contact-mark").text()).isEqualTo("Collected");
        then(send("/contacts/collecting", "collects", "no"));
        assertThat(collecting.isAgreed(RUTH)).isFalse();
        then(send("/contacts/collecting")); // no answer is no consent
        assertThat(collecting.choice(RUTH)).contains(false);
    }

    @Test
    void somebodyElsesIdsAreNotFound() {
        UUID id = add(INES, "Secret", "secret@x.example", "Hidden");
        UUID group = groups.all(INES).getFirst().id();
        UUID own = add(RUTH, "Mine", "secret@x.example");
        for (String path :
                List.of(
                        "/contacts/" + id,
                        "/contacts/" + id + "/deletion",
                        "/contacts/" + id + "/photo",
                        "/contacts/" + id + "/photo/new",
                        "/contacts?group=" + group,
                        "/contacts/groups/" + group,
                        "/contacts/groups/" + group + "/deletion")) {
            var answer = browser.open(path);
            assertThat(answer.getStatus()).as(path).isEqualTo(404);
            assertThat(Browser.content(answer)).doesNotContain("Secret", "Hidden");
        }
        for (String path :
                List.of(
                        "/contacts/" + id,
                        "/contacts/" + id + "/deletion",
                        "/contacts/" + id + "/photo/deletion",
                        "/contacts/groups/" + group,
                        "/contacts/groups/" + group + "/deletion")) {
            assertThat(send(path, "given", "x", "name", "x").getStatus()).as(path).isEqualTo(404);
        }
        assertThat(upload("/contacts/" + id + "/photo", Pictures.PNG).getStatus()).isEqualTo(404);
        assertThat(
                        send("/contacts/duplicates", "keep", own.toString(), "id", id.toString())
                                .getStatus())
                .isEqualTo(422);
        then(send("/contacts/" + own, "given", "x", "group", group.toString())); // and not in it
        assertThat(book.find(RUTH, own).orElseThrow().card().groups()).isEmpty();
        assertThat(page("/contacts/duplicates").text()).doesNotContain("Secret");
        assertThat(Browser.content(browser.open("/contacts/completion?q=sec")))
                .doesNotContain("Secret");
        for (String format : List.of("vcard3", "vcard4", "csv")) {
            assertThat(Browser.content(browser.open("/contacts/export/" + format)))
                    .doesNotContain("Secret", "Hidden");
        }
        assertThat(book.find(INES, id).orElseThrow().card().display()).isEqualTo("Secret");
        assertThat(groups.all(INES)).hasSize(1);
        assertThat(browser.open("/contacts/------------------------------------").getStatus())
                .isBetween(400, 404);
    }

    @Test
    void nobodyComesInWithoutSigningInOrAToken() {
        assertThat(browser.send(post("/contacts").param("given", "x")).getStatus()).isEqualTo(403);
        assertThat(browser.send(post("/contacts/collecting").param("collects", "yes")).getStatus())
                .isEqualTo(403);
        assertThat(book.all(RUTH)).isEmpty();
        browser.cookies.clear();
        for (String path :
                List.of("/contacts", "/contacts/completion?q=a", "/contacts/export/csv")) {
            assertThat(browser.open(path).getStatus()).isBetween(300, 401);
        }
    }

    @Test
    void whateverAFieldHoldsIsTextOnEveryPage() {
        Card card =
                new CardBuilder()
                        .name(EVIL, EVIL, EVIL, EVIL, EVIL)
                        .display(EVIL)
                        .organisation(EVIL)
                        .notes(EVIL + "</textarea>" + EVIL)
                        .email(EVIL.substring(0, 30), "evil'`@x.example", true)
                        .phone("<b>x</b>", "<script>1</script>")
                        .group(EVIL)
                        .mailed(1, java.time.Instant.parse("2026-03-01T12:00:00Z"))
                        .build();
        UUID id = book.add(RUTH, card).orElseThrow();
        book.add(RUTH, card);
        UUID group = groups.all(RUTH).getFirst().id();
        String typed = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
        for (String path :
                List.of(
                        "/contacts",
                        "/contacts?q=script",
                        "/contacts?q=" + typed,
                        "/contacts?done=" + typed,
                        "/contacts?group=" + group,
                        "/contacts/" + id,
                        "/contacts/" + id + "/deletion",
                        "/contacts/" + id + "/photo/new",
                        "/contacts/new?name=" + typed + "&email=" + typed,
                        "/contacts/groups/" + group,
                        "/contacts/groups/" + group + "/deletion",
                        "/contacts/groups/new",
                        "/contacts/duplicates",
                        "/contacts/exchange")) {
            Document page = page(path);
            harmless(path, page);
            assertThat(page.select("html").attr("lang")).isEqualTo("en");
        }
        assertThat(page("/contacts/" + id).select("[name=given]").val())
                .isEqualTo(card.name().given());
        harmless(
                "refused",
                parsed(
                        send(
                                "/contacts",
                                "given",
                                "x",
                                "email",
                                EVIL,
                                "phone",
                                EVIL,
                                "phoneLabel",
                                EVIL)));
        harmless("refused", parsed(send("/contacts/groups/" + group, "name", EVIL.repeat(2))));
        harmless(
                "report",
                parsed(
                        upload(
                                "/contacts/exchange",
                                ("BEGIN:VCARD\nFN:" + EVIL + "\nEMAIL:" + EVIL + "\nEND:VCARD\n")
                                        .getBytes(StandardCharsets.UTF_8))));
    }

    private static void harmless(String path, Document page) {
        assertThat(page.select("script:not([src])")).as(path).isEmpty();
        assertThat(page.select("[onerror], [onload], img[src=x], b")).as(path).isEmpty();
    }

    @Test
    void completionIsSmallTypedAndHarmless() {
        book.add(
                RUTH,
                new CardBuilder()
                        .display(EVIL + "&")
                        .email("", "e@x.example", false)
                        .group("Script kids")
                        .build());
        for (int i = 0; i < 30; i++) {
            add(RUTH, "Many " + i, "m" + i + "@x.example");
        }
        var answer = browser.open("/contacts/completion?q=scr");
        assertThat(answer.getContentType()).isEqualTo("application/json;charset=UTF-8");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeader("Cache-Control")).contains("no-store");
        String body = Browser.content(answer);
        assertThat(body).doesNotContain("<", ">", "&");
        JsonNode list = JsonMapper.shared().readTree(body);
        assertThat(list.size()).isEqualTo(2);
        for (JsonNode one : list) {
            if (one.get("type").asString().equals("person")) {
                assertThat(one.get("name").asString()).isEqualTo(EVIL + "&");
                assertThat(one.get("to").get(0).get("email").asString()).isEqualTo("e@x.example");
            } else {
                assertThat(one.get("type").asString()).isEqualTo("group");
                assertThat(one.get("name").asString()).isEqualTo("Script kids");
                assertThat(one.get("to").size()).isEqualTo(1);
            }
        }
        assertThat(
                        JsonMapper.shared()
                                .readTree(
                                        Browser.content(
                                                browser.open("/contacts/completion?q=many")))
                                .size())
                .isEqualTo(8);
        assertThat(Browser.content(browser.open("/contacts/completion"))).isEqualTo("[]");
        assertThat(Browser.content(browser.open("/contacts/completion?q=" + "a".repeat(5_000))))
                .isEqualTo("[]");
        assertThat(
                        browser.send(
                                        get("/contacts/completion?q=many")
                                                .header("Sec-Fetch-Site", "cross-site"))
                                .getStatus())
                .isEqualTo(403);
    }

    @Test
    void aPhotoIsServedAsNothingElse() {
        UUID id = add(RUTH, "Theo", "theo@x.example");
        String path = "/contacts/" + id + "/photo";
        assertThat(browser.open(path).getStatus()).isEqualTo(404);
        for (byte[] octets :
                List.of(
                        Pictures.SVG,
                        new byte[0],
                        Pictures.with("\u0089PNG\r\n\u001A\n", Photo.MOST + 1),
                        "<html>".getBytes(StandardCharsets.UTF_8))) {
            var refused = upload(path, octets);
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(parsed(refused).select("#file-mistake").text()).contains("That is no PNG");
        }
        assertThat(book.photo(RUTH, id)).isEmpty();
        then(upload(path, Pictures.WEBP));
        var answer = browser.open(path);
        assertThat(answer.getContentType()).isEqualTo("image/webp");
        assertThat(answer.getContentAsByteArray()).isEqualTo(Pictures.WEBP);
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "sandbox");
        assertThat(page("/contacts").select("img.face").attr("src")).isEqualTo(path);

        // What got into the table by other ways is looked at again before it is shown.
        sql.update(
                "UPDATE contact SET photo = ?, photo_type = 'image/png' WHERE id = ?",
                Pictures.SVG,
                id);
        assertThat(browser.open(path).getStatus()).isEqualTo(404);
        then(send(path + "/deletion"));
        assertThat(page("/contacts").select("img.face")).isEmpty();
    }

    @Test
    void duplicatesStandBesideEachOtherAndBecomeOne() {
        UUID one = add(RUTH, "Theo Quist", "theo@x.example");
        UUID two = add(RUTH, "Quist, Theo", "tq@y.example");
        add(RUTH, "Somebody", "s@x.example");
        Document page = page("/contacts/duplicates");
        assertThat(page.select("form.duplicate")).hasSize(1);
        assertThat(page.select("form.duplicate li")).hasSize(2);
        assertThat(page.select("form.duplicate").text()).contains("theo@x.example", "tq@y.example");
        assertThat(page.select("input[name=keep][checked]")).hasSize(1);
        var refused = send("/contacts/duplicates", "keep", one.toString());
        assertThat(parsed(refused).select("#merge-mistake").text())
                .startsWith("Nothing was merged");
        Document merged =
                then(
                        send(
                                "/contacts/duplicates",
                                "keep",
                                two.toString(),
                                "id",
                                one.toString(),
                                "id",
                                two.toString()));
        assertThat(merged.text()).contains("The contacts were merged.", "No duplicates");
        assertThat(book.all(RUTH)).hasSize(2);
        assertThat(book.find(RUTH, two).orElseThrow().card().emails()).hasSize(2);
        assertThat(send("/contacts/duplicates", "keep", "x").getStatus()).isEqualTo(400);
        assertThat(send("/contacts/duplicates").getStatus()).isEqualTo(400);
    }

    @Test
    void anImportTellsWhatBecameOfTheFile() {
        StringBuilder file = new StringBuilder("name,email\r\n");
        for (int i = 0; i < 117; i++) {
            file.append("N").append(i).append(",n").append(i).append("@x.example\r\n");
            if (i == 14) {
                file.append(",\r\n"); // line 17
            }
        }
        file.append(",\r\n,\r\n");
        Document report =
                parsed(
                        upload(
                                "/contacts/exchange",
                                file.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(report.select("#taken").text())
                .isEqualTo("117 contacts were added (of 120 in the file)");
        assertThat(report.select(".import-report").text())
                .contains("3 of 120 could not be read:", "Line 17: no address and no name");
        assertThat(book.size(RUTH)).isEqualTo(117);
        assertThat(parsed(upload("/contacts/exchange", new byte[0])).select("#file-mistake").text())
                .isEqualTo("Choose a file with contacts in it.");
        var large = upload("/contacts/exchange", new byte[Exchange.LARGEST + 1]);
        assertThat(large.getStatus()).isEqualTo(422);
        assertThat(send("/contacts/exchange").getStatus()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vcard3", "vcard4", "csv"})
    void anExportIsAFileToBeSaved(String format) {
        add(RUTH, "Zoë 😀", "zoe@x.example", "Tee");
        var answer = browser.open("/contacts/export/" + format);
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Disposition"))
                .startsWith("attachment; filename=\"contacts.");
        assertThat(answer.getContentType())
                .startsWith(format.equals("csv") ? "text/csv" : "text/vcard");
        String file = Browser.content(answer);
        assertThat(file).contains("Zoë 😀", "zoe@x.example", "Tee").doesNotContain(RUTH);
        sql.update("DELETE FROM contact");
        upload("/contacts/exchange", answer.getContentAsByteArray());
        assertThat(book.all(RUTH))
                .singleElement()
                .extracting(one -> one.card().display())
                .isEqualTo("Zoë 😀");
        assertThat(browser.open("/contacts/export/exe").getStatus()).isEqualTo(404);
    }

    @Test
    void everyPageIsWholeForThoseWhoHearIt() {
        UUID id = add(RUTH, "Theo", "theo@x.example", "Tee");
        add(RUTH, "Theo", "theo2@x.example");
        UUID group = groups.all(RUTH).getFirst().id();
        for (String path :
                List.of(
                        "/contacts",
                        "/contacts?q=nobody",
                        "/contacts?group=" + group,
                        "/contacts/new",
                        "/contacts/" + id,
                        "/contacts/" + id + "/deletion",
                        "/contacts/" + id + "/photo/new",
                        "/contacts/groups/new",
                        "/contacts/groups/" + group,
                        "/contacts/groups/" + group + "/deletion",
                        "/contacts/duplicates",
                        "/contacts/exchange")) {
            for (String language : List.of("en", "de")) {
                var answer =
                        browser.send(get(URI.create(path)).header("Accept-Language", language));
                Document page = parsed(answer);
                assertThat(page.text()).as(path).doesNotContain("??");
                assertThat(page.select("h1")).as(path).hasSize(1);
                assertThat(page.select("main#content")).as(path).hasSize(1);
                assertThat(page.title()).as(path).endsWith("· Restante");
                for (Element field :
                        page.select("main input:not([type=hidden]), main select, main textarea")) {
                    boolean named =
                            field.hasAttr("aria-label")
                                    || field.closest("label") != null
                                    || !page.select("label[for=" + field.id() + "]").isEmpty();
                    assertThat(named).as(path + " " + field).isTrue();
                }
                assertThat(page.select("[id]").eachAttr("id")).as(path).doesNotHaveDuplicates();
                assertThat(page.select("form[method=post]:not(:has([name=_csrf]))"))
                        .as(path)
                        .isEmpty();
                for (Element described :
                        page.select("main [aria-describedby], main [aria-labelledby]")) {
                    for (String to :
                            (described.attr("aria-describedby")
                                            + " "
                                            + described.attr("aria-labelledby"))
                                    .strip()
                                    .split(" ")) {
                        assertThat(page.getElementById(to)).as(path + " " + to).isNotNull();
                    }
                }
                assertThat(page.select(".menu-item[href=/contacts]")).as(path).hasSize(1);
            }
        }
        assertThat(page("/settings/general").select(".node[href=/contacts]").text())
                .isEqualTo("Contacts");
    }
}
