package org.restante.reading.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.ServletException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.mail.Address;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.SpecialUse;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.settings.Preferences;
import org.restante.settings.UserPreferences;
import org.restante.settings.Viewer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages of mail as their reader's browser gets them, over an account in memory. */
@SpringBootTest(
        classes = PagesTests.App.class,
        properties =
                "spring.autoconfigure.exclude="
                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                        + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
                        + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration,"
                        + "org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration")
@AutoConfigureMockMvc
@WithMockUser
class PagesTests {

    private static final String EVIL = "\"><img src=x onerror=alert(1)>";
    private static final Instant NOW = Instant.now();

    private static FakeMail mail = new FakeMail();

    @Autowired MockMvc mvc;

    @BeforeEach
    void aMailbox() {
        mail = new FakeMail();
        mail.with(
                        "INBOX",
                        null,
                        message(1, "Old news", Set.of(Flag.SEEN), NOW.minus(400, ChronoUnit.DAYS)),
                        message(2, "Print proofs", Set.of(Flag.SEEN, Flag.ANSWERED), NOW),
                        message(3, "Lighthouse", Set.of(Flag.FLAGGED), NOW))
                .with("Trash", SpecialUse.TRASH, message(9, "Thrown away", Set.of(), NOW))
                .with("Junk", SpecialUse.JUNK)
                .with("Household", null)
                .with("Household/Insurance", null);
    }

    @Test
    void listsTheNewestFirstWithTitleAndCounts() throws Exception {
        Document page = page("/mail/INBOX");
        assertThat(page.title()).isEqualTo("Inbox (1) · Restante");
        assertThat(page.select(".msg .subject").eachText())
                .containsExactly("Lighthouse", "Print proofs", "Old news");
        assertThat(page.select("#m3").hasClass("unread")).isTrue();
        assertThat(page.select(".day h2").eachText().getFirst()).isEqualTo("Today");
        assertThat(page.select(".range").text()).isEqualTo("1 to 3 of 3");
        assertThat(page.select("#m3 .msg-link").attr("href")).isEqualTo("/mail/INBOX/3");
    }

    @Test
    void speaksGerman() throws Exception {
        Document page = Jsoup.parse(body(get("/mail/INBOX").locale(Locale.GERMAN)));
        assertThat(page.title()).isEqualTo("Posteingang (1) · Restante");
        assertThat(page.select(".day h2").eachText().getFirst()).isEqualTo("Heute");
        assertThat(page.select(".range").text()).isEqualTo("1 bis 3 von 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 4, 2_000_000_000})
    void pagesOutOfRangeClampToTheNearest(int wanted) throws Exception {
        mail.with(
                "INBOX",
                null,
                LongStream.rangeClosed(1, 120)
                        .mapToObj(uid -> message(uid, "No " + uid, Set.of(Flag.SEEN), NOW))
                        .toArray(MessageSummary[]::new));
        Document page = page("/mail/INBOX?page=" + wanted);
        assertThat(page.select(".range").text())
                .isEqualTo(wanted < 1 ? "1 to 50 of 120" : "101 to 120 of 120");
        assertThat(page.select(".pager a").eachText())
                .isEqualTo(wanted < 1 ? List.of("Older", "Oldest") : List.of("Newest", "Newer"));
    }

    @Test
    void anEmptyInboxSaysSo() throws Exception {
        mail.with("INBOX", null);
        assertThat(page("/mail/INBOX").select(".empty").text())
                .isEqualTo("All collected New mail appears here by itself.");
    }

    @Test
    void aFragmentEqualsThePagesPart() throws Exception {
        Document whole = page("/mail/INBOX");
        String part = body(get("/mail/INBOX").header("HX-Request", "true"));
        assertThat(part).doesNotContain("<html", "<head>");
        assertThat(normal(Jsoup.parse(part))).isEqualTo(normal(whole));
        assertThat(Jsoup.parse(part).title()).isEqualTo(whole.title());
    }

    @Test
    void goingBackInTheHistoryBringsTheWholePage() throws Exception {
        String page =
                body(
                        get("/mail/INBOX")
                                .header("HX-Request", "true")
                                .header("HX-History-Restore-Request", "true"));
        assertThat(page).contains("<html");
    }

    @Test
    void openingReadsTheMessageAndCountsItAsRead() throws Exception {
        Document page = page("/mail/INBOX/3");
        assertThat(page.select("h1#subject").text()).isEqualTo("Lighthouse");
        assertThat(page.select(".msg")).hasSize(3);
        assertThat(page.select(".from .email").text()).isEqualTo("anouk@residency.example");
        assertThat(page.select(".node[aria-current] .count")).isEmpty();
        assertThat(mail.message("INBOX", 3).has(Flag.SEEN)).isTrue();
    }

    @Test
    void theFrameOfTheBodyNeverMayRunScripts() throws Exception {
        Element frame = page("/mail/INBOX/3").selectFirst("iframe");
        assertThat(frame.attr("sandbox").split(" "))
                .containsExactly(
                        "allow-popups", "allow-popups-to-escape-sandbox", "allow-same-origin");
        assertThat(frame.attr("title")).isNotBlank();
    }

    @Test
    void htmxGetsTheReaderAloneAndTheTreeItChanged() throws Exception {
        Document part =
                Jsoup.parse(
                        body(
                                get("/mail/INBOX/3")
                                        .header("HX-Request", "true")
                                        .header("HX-Target", "reader")));
        assertThat(part.select("#reader h1").text()).isEqualTo("Lighthouse");
        assertThat(part.select("#list")).isEmpty();
        assertThat(part.select("#tree[hx-swap-oob]")).hasSize(1);
    }

    @Test
    void strangersStringsAreTextEverywhere() throws Exception {
        mail.with(EVIL.replace('/', '-'), null, evil(5));
        mail.with("INBOX", null, evil(5));
        mail.parents.add(new MailboxName(EVIL + "2"));
        String evilFolder = new MailboxName(EVIL.replace('/', '-')).toPath();
        for (String url :
                List.of(
                        "/mail/INBOX",
                        "/mail/INBOX/5",
                        "/mail/" + evilFolder,
                        "/mail/" + evilFolder + "/5",
                        "/mail/INBOX?q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E&page=1",
                        "/mail/INBOX?done=moved&n=1&to=" + evilFolder + "&undo=5&v=77")) {
            Document page = page(url);
            assertThat(page.select("img, [onerror]")).as(url).isEmpty();
            assertThat(page.html()).contains("onerror=alert(1)");
        }
        String reported = body(get("/mail/INBOX").param("done", EVIL).param("n", EVIL));
        assertThat(reported).doesNotContain("onerror=alert(1)>\"").doesNotContain("notice.");
    }

    @Test
    void everyTextOfAStrangerFindsItsOwnDirection() throws Exception {
        Document page = page("/mail/INBOX/3");
        assertThat(page.select(".who, .subject, .preview, .node .name, h1"))
                .allMatch(element -> element.attr("dir").equals("auto"));
    }

    @Test
    void movingReportsItselfAndCanBeUndone() throws Exception {
        MockHttpServletResponse moved =
                act(post("/mail/INBOX/moves").param("uid", "2", "3").param("to", "Household"));
        assertThat(moved.getStatus()).isEqualTo(303);
        assertThat(moved.getHeader("Location"))
                .isEqualTo("/mail/INBOX?done=moved&n=2&to=Household&undo=1001%3A1002&v=77");
        assertThat(mail.uids("Household")).containsExactly(1001L, 1002L);

        Document page = page(moved.getHeader("Location"));
        assertThat(page.select("#content .toast > span").text())
                .isEqualTo("2 messages moved to Household");
        Element undo = page.selectFirst(".toast form");
        MockHttpServletRequestBuilder form = post(undo.attr("action"));
        undo.select("input").forEach(i -> form.param(i.attr("name"), i.attr("value")));
        assertThat(mvc.perform(form.with(csrf())).andReturn().getResponse().getHeader("Location"))
                .startsWith("/mail/INBOX?done=restored&n=2");
        assertThat(mail.uids("Household")).isEmpty();
        assertThat(mail.uids("INBOX")).hasSize(3);
    }

    @Test
    void offersNoUndoWhereTheServerTellsNoUids() throws Exception {
        mail.tellsUids = false;
        MockHttpServletResponse moved =
                act(post("/mail/INBOX/moves").param("uid", "2").param("to", "Household"));
        Document page = page(moved.getHeader("Location"));
        assertThat(page.select("#content .toast > span").text())
                .isEqualTo("1 message moved to Household");
        assertThat(page.select(".toast form")).isEmpty();
    }

    @Test
    void makesTheArchiveWhenItIsFirstNeeded() throws Exception {
        act(post("/mail/INBOX/archived").param("only", "3").param("uid", "2"));
        assertThat(mail.uids("Archive")).hasSize(1);
        assertThat(mail.uids("INBOX")).containsExactly(1L, 2L);
    }

    @Test
    void junkIsLearntAndUnlearnt() throws Exception {
        act(post("/mail/INBOX/junk").param("only", "3"));
        assertThat(mail.message("Junk", 1001).has(Flag.JUNK)).isTrue();
        act(post("/mail/Junk/junk?_method=delete").param("only", "1001"));
        assertThat(mail.message("INBOX", 1002).has(Flag.JUNK)).isFalse();
        assertThat(mail.message("INBOX", 1002).has(Flag.NOT_JUNK)).isTrue();
    }

    @Test
    void filingTheOpenMessageGoesOnWithTheNext() throws Exception {
        MockHttpServletResponse filed =
                act(
                        post("/mail/INBOX/trashed")
                                .param("only", "3")
                                .param("reader", "3")
                                .param("next", "2"));
        assertThat(filed.getHeader("Location")).startsWith("/mail/INBOX/2?done=trashed&n=1");
    }

    @Test
    void marksReadAndUnreadAndFlags() throws Exception {
        act(post("/mail/INBOX/seen").param("uid", "3"));
        assertThat(mail.message("INBOX", 3).has(Flag.SEEN)).isTrue();
        act(post("/mail/INBOX/seen?_method=delete").param("uid", "3"));
        assertThat(mail.message("INBOX", 3).has(Flag.SEEN)).isFalse();
        act(post("/mail/INBOX/flagged").param("all", "true"));
        assertThat(mail.message("INBOX", 1).has(Flag.FLAGGED)).isTrue();
        act(post("/mail/INBOX/flagged?_method=delete").param("uid", "1"));
        assertThat(mail.message("INBOX", 1).has(Flag.FLAGGED)).isFalse();
    }

    @Test
    void deletingForGoodAsksWithTheNumberAndThenTakesExactlyThose() throws Exception {
        Document question =
                Jsoup.parse(
                        act(post("/mail/Trash/deletion").param("all", "true"))
                                .getContentAsString());
        assertThat(question.select("h1").text()).isEqualTo("Delete 1 message for good?");
        mail.boxes.get(new MailboxName("Trash")).add(message(10, "Late", Set.of(), NOW));
        act(
                post("/mail/Trash/deletion")
                        .param("uids", question.select("input[name=uids]").val())
                        .param("confirmed", "true"));
        assertThat(mail.uids("Trash")).containsExactly(10L);
    }

    @Test
    void aPageOfAnEarlierLifeOfTheFolderChangesNothing() {
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        mvc.perform(
                                                post("/mail/INBOX/trashed")
                                                        .param("uid", "3")
                                                        .param("uidValidity", "1")
                                                        .with(csrf()))))
                .isInstanceOf(ServletException.class)
                .hasRootCauseInstanceOf(org.restante.mail.MailException.class);
        assertThat(mail.uids("INBOX")).hasSize(3);
    }

    @Test
    void aViewTravelsInEveryAddress() throws Exception {
        mail.with(
                "INBOX",
                null,
                LongStream.rangeClosed(1, 120)
                        .mapToObj(uid -> message(uid, "No " + uid, Set.of(), NOW))
                        .toArray(MessageSummary[]::new));
        Document page = page("/mail/INBOX?filter=unread&sort=oldest&q=no&page=2");
        assertThat(page.title()).isEqualTo("Search: no · Restante");
        assertThat(page.select(".range").text()).isEqualTo("51 to 100 of 120");
        String view = "?filter=unread&sort=oldest&q=no&page=2";
        assertThat(page.select("#m51 .msg-link").attr("href")).isEqualTo("/mail/INBOX/51" + view);
        assertThat(page.select("input[name=view]").val()).isEqualTo(view);
        assertThat(page.select(".pager a[rel=next]").attr("href"))
                .isEqualTo("/mail/INBOX?filter=unread&sort=oldest&q=no&page=3");
        assertThat(page.select(".filters a[aria-current]").text()).isEqualTo("Unread");
        assertThat(page.select(".filters a").get(2).attr("href"))
                .isEqualTo("/mail/INBOX?filter=flagged&sort=oldest&q=no");
        assertThat(page.select("#search input[name=q]").val()).isEqualTo("no");
        assertThat(page.select(".chip-remove").attr("href"))
                .isEqualTo("/mail/INBOX?filter=unread&sort=oldest");
        Document letter = page("/mail/INBOX/60?filter=unread&sort=oldest&q=no&page=2");
        assertThat(letter.select(".place bdi").text()).isEqualTo("60 of 120");
        assertThat(letter.select(".place a[rel=next]").attr("href"))
                .endsWith("/mail/INBOX/61" + view);
        assertThat(letter.select("a.back").attr("href")).isEqualTo("/mail/INBOX" + view);
        MockHttpServletResponse filed =
                act(
                        post("/mail/INBOX/trashed")
                                .param("only", "60")
                                .param("next", "61")
                                .param("view", view));
        assertThat(filed.getHeader("Location"))
                .startsWith(
                        "/mail/INBOX/61?filter=unread&sort=oldest&q=no&page=2&done=trashed&n=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "?q=%0d%0aLocation:%20//evil.example",
                "https://evil.example?page=2",
                "?filter=x&sort=y&page=-3&until=99999999999&other=1",
                "?q=%zz&page=%00"
            })
    void aForgedViewLeadsNowhereElse(String view) throws Exception {
        MockHttpServletResponse marked =
                act(post("/mail/INBOX/seen").param("uid", "3").param("view", view));
        assertThat(marked.getHeader("Location"))
                .startsWith("/mail/INBOX?")
                .doesNotContain("\r", "\n", "other=");
        page(marked.getHeader("Location"));
    }

    @Test
    void allMeansWhatTheViewListsAndNeverTheWholeFolder() throws Exception {
        act(post("/mail/INBOX/trashed").param("all", "true").param("view", "?filter=flagged"));
        assertThat(mail.uids("INBOX")).containsExactly(1L, 2L);
        act(post("/mail/INBOX/trashed").param("all", "true").param("view", "?q=proofs"));
        assertThat(mail.uids("INBOX")).containsExactly(1L);
        act(post("/mail/INBOX/trashed").param("all", "true").param("view", "?q=nowhere"));
        act(post("/mail/INBOX/trashed").param("all", "true").param("view", "?filter=files"));
        assertThat(mail.uids("INBOX")).containsExactly(1L);
        act(post("/mail/INBOX/trashed").param("all", "true").param("view", "?sort=subject"));
        assertThat(mail.uids("INBOX")).isEmpty();
    }

    @Test
    void undoingAMarkChangesBackOnlyWhatWasChanged() throws Exception {
        mail.with(
                "INBOX",
                null,
                message(1, "a", Set.of(Flag.SEEN), NOW),
                message(2, "b", Set.of(), NOW),
                message(3, "c", Set.of(Flag.SEEN), NOW),
                message(4, "d", Set.of(), NOW));
        String read = act(post("/mail/INBOX/seen").param("all", "true")).getHeader("Location");
        assertThat(read).contains("undo=2%2C4");
        undo(page(read));
        assertThat(mail.message("INBOX", 1).has(Flag.SEEN)).isTrue();
        assertThat(mail.message("INBOX", 2).has(Flag.SEEN)).isFalse();
        assertThat(mail.message("INBOX", 4).has(Flag.SEEN)).isFalse();
        undo(page(act(post("/mail/INBOX/flagged").param("uid", "1", "2")).getHeader("Location")));
        assertThat(mail.message("INBOX", 1).has(Flag.FLAGGED)).isFalse();
    }

    @Test
    void aSetTooLongForAnAddressIsUndoneAllTheSame() throws Exception {
        mail.with(
                "INBOX",
                null,
                LongStream.rangeClosed(1, 2000)
                        .mapToObj(
                                uid ->
                                        message(
                                                uid,
                                                "x",
                                                uid % 2 == 0 ? Set.of(Flag.SEEN) : Set.of(),
                                                NOW))
                        .toArray(MessageSummary[]::new));
        var session = new org.springframework.mock.web.MockHttpSession();
        String read =
                act(post("/mail/INBOX/seen").param("all", "true").session(session))
                        .getHeader("Location");
        assertThat(read).contains("n=2000&undo=kept").hasSizeLessThan(200);
        undo(Jsoup.parse(body(get(java.net.URI.create(read)).session(session))));
        assertThat(mail.boxes.get(MailboxName.INBOX).stream().filter(m -> m.has(Flag.SEEN)))
                .hasSize(1000)
                .allMatch(m -> m.uid().value() % 2 == 0);
    }

    private void undo(Document page) throws Exception {
        Element undo = page.selectFirst(".toast form");
        MockHttpServletRequestBuilder form = post(undo.attr("action"));
        undo.select("input").forEach(i -> form.param(i.attr("name"), i.attr("value")));
        assertThat(mvc.perform(form.with(csrf())).andReturn().getResponse().getHeader("Location"))
                .contains("done=undone");
    }

    @Test
    void aDayLeadsToItsPage() throws Exception {
        mail.with(
                "INBOX",
                null,
                LongStream.rangeClosed(1, 120)
                        .mapToObj(
                                uid ->
                                        message(
                                                uid,
                                                "x",
                                                Set.of(),
                                                NOW.minus(120 - uid, ChronoUnit.DAYS)))
                        .toArray(MessageSummary[]::new));
        String day = java.time.LocalDate.now(ZoneId.of("UTC")).minusDays(60).toString();
        assertThat(
                        mvc.perform(get("/mail/INBOX?date=" + day))
                                .andReturn()
                                .getResponse()
                                .getHeader("Location"))
                .isEqualTo("/mail/INBOX?page=2#m60");
        assertThat(
                        mvc.perform(get("/mail/INBOX").param("date", "never"))
                                .andReturn()
                                .getResponse()
                                .getHeader("Location"))
                .isEqualTo("/mail/INBOX");
    }

    @Test
    void whatWasNotSearchedIsSaidAndCanBe() throws Exception {
        mail.reached = 2;
        Document page = page("/mail/INBOX?q=light");
        assertThat(page.select(".searched").text())
                .contains("Searched the newest 1 of 3 messages. Search further")
                .contains("Searched in Inbox: sender, recipients, subject, text");
        assertThat(page.select(".further").attr("href")).isEqualTo("/mail/INBOX?q=light&until=2");
        assertThat(page("/mail/INBOX?q=" + "nothing").select(".empty").text())
                .contains("No mail matches");
        assertThat(page("/mail/INBOX?q=larger:x").select(".note.warn").text())
                .isEqualTo("larger: takes a size such as 5M, not “x”. It was left out.");
    }

    @Test
    void assetsAreKeptForGoodAndNeverSentWithoutTheirHash() throws Exception {
        Document page = page("/mail/INBOX");
        String css = page.select("link[rel=stylesheet]").attr("href");
        MockHttpServletResponse style = mvc.perform(get(css)).andReturn().getResponse();
        assertThat(style.getStatus()).isEqualTo(200);
        assertThat(style.getHeader("Cache-Control")).contains("immutable");
        assertThat(page.select("script[src], link[href^=/assets]")).hasSize(5);
        assertThat(page.select("[style], style, script:not([src]), [onclick]")).isEmpty();
    }

    private static String normal(Document page) {
        page.select("input[name=_csrf]").remove();
        return page.selectFirst("#app").outerHtml().replaceAll("\\s+", " ");
    }

    private Document page(String url) throws Exception {
        return Jsoup.parse(body(get(java.net.URI.create(url))));
    }

    private String body(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString();
    }

    private MockHttpServletResponse act(MockHttpServletRequestBuilder form) throws Exception {
        return mvc.perform(form.param("uidValidity", "77").with(csrf())).andReturn().getResponse();
    }

    private static MessageSummary evil(long uid) {
        return new MessageSummary(
                new Uid(uid),
                Set.of(new Flag("$evil")),
                NOW,
                1000,
                envelope(EVIL, new Address(EVIL, EVIL)),
                new BodyPart(
                        "1",
                        "application",
                        "pdf",
                        Map.of("name", EVIL),
                        null,
                        null,
                        "base64",
                        100,
                        "attachment",
                        Map.of("filename", EVIL),
                        null,
                        null,
                        List.of()),
                EVIL);
    }

    private static MessageSummary message(
            long uid, String subject, Set<Flag> flags, Instant received) {
        BodyPart text =
                new BodyPart(
                        "1",
                        "text",
                        "plain",
                        Map.of("charset", "utf-8"),
                        null,
                        null,
                        "8bit",
                        10,
                        null,
                        Map.of(),
                        null,
                        null,
                        List.of());
        Address anouk = new Address("Anouk Verhoeven", "anouk@residency.example");
        return new MessageSummary(
                new Uid(uid), flags, received, 4200, envelope(subject, anouk), text, "The ferry");
    }

    private static Envelope envelope(String subject, Address from) {
        return new Envelope(
                null,
                subject,
                List.of(from),
                List.of(from),
                List.of(from),
                List.of(from),
                List.of(),
                List.of(),
                null,
                null);
    }

    @Configuration
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = {
                "org.restante.reading",
                "org.restante.search",
                "org.restante.folders",
                "org.restante.web"
            },
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    "org\\.restante\\.web\\.(Security|Error|Unhandled|Metrics).*"
                                            + "|org\\.restante\\..*Tests.*"))
    static class App implements WebMvcConfigurer {

        @Bean
        UserPreferences preferences() {
            return address -> Preferences.DEFAULT;
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(fixed(MailSession.class, () -> mail));
            resolvers.add(
                    fixed(
                            Viewer.class,
                            () ->
                                    new Viewer(
                                            org.springframework.context.i18n.LocaleContextHolder
                                                    .getLocale(),
                                            ZoneId.of("UTC"))));
        }

        private static HandlerMethodArgumentResolver fixed(
                Class<?> type, java.util.function.Supplier<Object> value) {
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
                        WebDataBinderFactory binder) {
                    return value.get();
                }
            };
        }
    }
}
