package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.mail.MailboxName;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** Folders and storage over plain HTTP; another IMAP client is the judge of each effect. */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FolderPagesTests {
    private static final List<String> ATTACKS =
            List.of(
                    "\"><img src=x onerror=alert(1)>",
                    "<script>alert(1)</script>",
                    "${7*7} #{folder.new} @{/x} [[1]] __${1}__",
                    "'; DROP TABLE preference; --",
                    "{0} '{1}' {2,choice,0#x}",
                    "a\" NIL b (c) {5+}",
                    "100% *",
                    "javascript:alert(1)");

    private static final List<String> SCRIPTS =
            List.of("Überweisung", "日本語の手紙", "رسائل قديمة", "עברית", "می‌خواهم", "😀 mail", "new");

    private final Running running = Running.get();

    List<House> houses() {
        return running.houses();
    }

    @ParameterizedTest
    @MethodSource("houses")
    void namesOfAnyScriptAndAttacksStayTextOnEveryPage(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            for (String name : concat(SCRIPTS, ATTACKS)) {
                Answer made = create(visitor, name, "");
                if (made.status() == 422) { // the server's own choice, said in a sentence
                    assertThat(fault(made)).contains("server");
                    assertThat(imap.mailboxes()).doesNotContain(name);
                    continue;
                }
                made.hasStatus(200);
                assertThat(imap.mailboxes()).contains(name);
                assertThat(told(made)).contains("Folder " + name + " was created.");
                String path = new MailboxName(name).toPath();
                imap.append(name, Post.letters(1));
                Document edit = safe(visitor.open("/folders/" + path + "/name"));
                assertThat(edit.select("#name").val()).isEqualTo(name);
                Document question = safe(visitor.open("/folders/" + path + "/deletion"));
                assertThat(question.select("h1").text()).contains(flat(name));
                safe(visitor.open("/storage"));
                safe(visitor.open("/folders"));
                assertThat(safe(visitor.open("/mail/" + path)).select("#folders .name").eachText())
                        .contains(flat(name));
                Answer gone = visitor.press(question.selectFirst("button.danger"));
                assertThat(told(gone)).contains("was deleted");
                assertThat(imap.mailboxes()).doesNotContain(name);
            }
        }
    }

    @Test
    void onDovecotNoneOfTheseNamesIsRefused() {
        House house = running.dovecot();
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        for (String name : SCRIPTS) {
            create(visitor, name, "").hasStatus(200);
        }
        try (RawImap imap = house.connect(address)) {
            assertThat(imap.mailboxes()).containsAll(SCRIPTS);
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void aNameThatCannotBeIsRefusedInASentenceAndNothingIsMade(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Taken");
            List<String> before = imap.mailboxes();
            Map<String, String> sentences =
                    Map.ofEntries(
                            Map.entry("", "Give the folder a name."),
                            Map.entry(" \u00a0\u3000\t", "Give the folder a name."),
                            Map.entry("\u200b\u200d", "Give the folder a name."),
                            Map.entry("x".repeat(101), "too long"),
                            Map.entry("a\r\nA1 DELETE INBOX", "can’t be seen"),
                            Map.entry("a\u0000b", "can’t be seen"),
                            Map.entry("invoice\u202efdp.exe", "can’t be seen"),
                            Map.entry("a" + house.server().separator() + "b", "inside folders"),
                            Map.entry("inBox", "only one Inbox"),
                            Map.entry(" Taken ", "already"));
            sentences.forEach(
                    (name, sentence) -> {
                        Answer refused = create(visitor, name, "").hasStatus(422);
                        assertThat(fault(refused)).as(name).contains(sentence);
                        Element field = refused.page().selectFirst("#name");
                        assertThat(field.attr("aria-invalid")).isEqualTo("true");
                        assertThat(field.attr("aria-describedby")).isEqualTo("fault");
                    });
            assertThat(imap.mailboxes()).containsExactlyInAnyOrderElementsOf(before);
            imap.append("INBOX", Post.letters(1)); // nobody deleted it
        }
    }

    @Test
    void aNameTooLongForTheServersDiscIsRefusedInASentence() {
        House house = running.dovecot();
        Visitor visitor = running.visitor().signedIn(house.newUser());
        Answer answer = create(visitor, "字".repeat(100), "");
        assertThat(answer.status()).isIn(200, 422);
        if (answer.status() == 422) {
            assertThat(fault(answer)).contains("Your mail server can’t have a folder of that name");
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void aFolderIsRenamedMovedAndPutBackWithWhatIsInIt(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Archive2");
            imap.createIfAbsent("Garden");
            imap.createIfAbsent(house.name("Garden", "Roses"));
            imap.append(house.name("Garden", "Roses"), Post.letters(2));
            Document edit = visitor.open("/folders/Garden/name").page();
            assertThat(edit.select("#parent option").eachAttr("value"))
                    .contains("Archive2")
                    .doesNotContain("Garden", new MailboxName(roses(house)).toPath());
            Answer moved = visitor.press(save(edit), "name", "Park", "parent", "Archive2");
            assertThat(told(moved)).contains("Folder Park was changed.");
            String park = house.name("Archive2", "Park");
            assertThat(imap.mailboxes()).contains(park).doesNotContain("Garden");
            assertThat(imap.count(house.name("Archive2", "Park", "Roses"))).isEqualTo(2);
            if (house == running.dovecot()) {
                assertThat(subscribed(imap)).anyMatch(line -> line.contains("Roses"));
                assertThat(subscribed(imap)).noneMatch(line -> line.contains("Garden"));
            }
            if (house == running.greenMail()) {
                return; // it renames a nested folder in its place, wherever it shall go
            }
            Answer back = visitor.press(moved.page().selectFirst(".note.done button"));
            assertThat(told(back)).contains("Folder Garden was changed.");
            assertThat(imap.mailboxes()).contains("Garden", roses(house)).doesNotContain(park);
            assertThat(imap.count(roses(house))).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void aFolderIsNotPutIntoItself(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Garden");
            imap.createIfAbsent(roses(house));
            Document edit = visitor.open("/folders/Garden/name").page();
            String inside = new MailboxName(roses(house)).toPath();
            for (String parent : List.of("Garden", inside)) {
                Answer refused = visitor.press(save(edit), "parent", parent).hasStatus(422);
                assertThat(fault(refused)).contains("can’t be put into itself");
            }
            Answer nowhere = visitor.press(save(edit), "parent", "Gone").hasStatus(422);
            assertThat(fault(nowhere)).contains("not there any more");
            assertThat(imap.mailboxes()).contains("Garden", roses(house));
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void whatIsSpecialCanNeitherBeChangedNorRemoved(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Trash");
            imap.createIfAbsent("Own");
            Document page = visitor.open("/folders").page();
            assertThat(page.select("a[href='/folders/Own/name']")).hasSize(1);
            String token = Visitor.token(page);
            for (String special : List.of("INBOX", "Trash")) {
                assertThat(page.select("a[href='/folders/" + special + "/name']")).isEmpty();
                assertThat(page.select("a[href='/folders/" + special + "/deletion']")).isEmpty();
                String path = "/folders/" + special;
                visitor.get(path + "/deletion").hasStatus(403);
                visitor.post(path + "/deletion", Map.of("_csrf", token, "messages", 9))
                        .hasStatus(403);
                visitor.post(path + "/name", Map.of("_csrf", token, "name", "Mine")).hasStatus(403);
            }
            assertThat(imap.mailboxes()).contains("INBOX", "Trash").doesNotContain("Mine");
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void aFolderThatIsGoneMeanwhileIsSaid(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Fleeting");
            Document edit = visitor.open("/folders/Fleeting/name").page();
            Document question = visitor.open("/folders/Fleeting/deletion").page();
            imap.command("DELETE Fleeting");
            for (Answer answer :
                    List.of(
                            visitor.press(save(edit), "name", "Lasting"),
                            visitor.press(question.selectFirst("button.danger")),
                            visitor.open("/folders/Fleeting/name"))) {
                assertThat(answer.hasStatus(404).page().select("[role=alert]").text())
                        .contains("There is no such folder", "from another device");
            }
            assertThat(imap.mailboxes()).doesNotContain("Lasting");
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void whoAgreedToLessIsAskedAgain(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Garden");
            imap.createIfAbsent(roses(house));
            imap.append("Garden", Post.letters(1));
            imap.append(roses(house), Post.letters(2));
            Document question = visitor.open("/folders/Garden/deletion").page();
            assertThat(question.select(".dialog").text())
                    .contains("3 messages in it are deleted for good", "One folder inside it");
            assertThat(question.select(".below li").eachText()).containsExactly("Roses");
            if (house == running.dovecot()) {
                assertThat(question.select(".dialog").text())
                        .containsPattern("That frees [\\d.]+ ");
            }
            imap.append(roses(house), Post.letters(1));
            Answer again = visitor.press(question.selectFirst("button.danger")).hasStatus(200);
            assertThat(again.page().select(".dialog").text()).contains("4 messages");
            assertThat(imap.count(roses(house))).isEqualTo(3);
            visitor.press(again.page().selectFirst("button.danger"));
            assertThat(imap.mailboxes()).doesNotContain("Garden", roses(house));
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void mailThatComesAfterTheQuestionSurvivesTheEmptying(House house) {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Trash");
            imap.append("Trash", Post.letters(3));
            Visitor visitor = running.visitor().signedIn(address);
            for (String page : List.of("/folders", "/storage")) {
                Element button =
                        visitor.open(page)
                                .page()
                                .selectFirst("form[action='/mail/Trash/deletion'] button");
                Answer question = visitor.press(button).hasStatus(200);
                assertThat(question.page().select("#question").text()).containsPattern("[13]");
                imap.append("Trash", List.of(Post.message(Post.text("Late", "late"), 0)));
                visitor.press(question.page().selectFirst("button.danger")).hasStatus(200);
                assertThat(imap.count("Trash")).as(page).isEqualTo(1);
                imap.select("Trash");
                assertThat(imap.search("SUBJECT Late")).hasSize(1);
                imap.command("CLOSE");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void allOfAFolderIsMarkedRead(House house) {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(60));
            Visitor visitor = running.visitor().signedIn(address);
            Document page = visitor.open("/folders").page();
            assertThat(page.select(".folder-count").first().text())
                    .isEqualTo("60 messages 60 unread");
            visitor.press(page.selectFirst("form[action='/mail/INBOX/seen'] button"))
                    .hasStatus(200);
            assertThat(imap.status("INBOX", "UNSEEN")).isEqualTo("0");
        }
    }

    @Test
    void belowAPersonalPrefixFoldersAreMadeWhereTheServerHasThem() {
        House house = running.prefixed();
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            create(visitor, "Garden", "").hasStatus(200);
            assertThat(imap.mailboxes()).contains("INBOX.Garden");
            create(visitor, "Roses", "INBOX.Garden").hasStatus(200);
            assertThat(imap.mailboxes()).contains("INBOX.Garden.Roses");
            assertThat(fault(create(visitor, "a.b", "").hasStatus(422))).contains("inside folders");
            create(visitor, "a/b", "").hasStatus(200);
            assertThat(imap.mailboxes()).contains("INBOX.a/b");
            Document edit = visitor.open("/folders/INBOX.Garden.Roses/name").page();
            assertThat(edit.select("#parent option[selected]").val()).isEqualTo("INBOX.Garden");
            visitor.press(save(edit), "name", "Tulips", "parent", "").hasStatus(200);
            assertThat(imap.mailboxes())
                    .contains("INBOX.Tulips")
                    .doesNotContain("INBOX.Garden.Roses");
            Document top = visitor.open("/folders/INBOX.Tulips/name").page();
            assertThat(top.select("#parent option[selected]").val()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "79,normal,Storage",
        "80,high,Storage is filling up",
        "95,critical,Storage is almost full",
        "100,full,Storage full"
    })
    void storageWarnsInTime(int percent, String level, String words) {
        House house = running.dovecot();
        String address = "full" + percent + "@" + house.domain();
        int kibibytes = 1000;
        house.server().createUser(address, Running.PASSWORD, kibibytes);
        try (RawImap imap = house.connect(address)) {
            int octets = percent * 10 * 1024 - (percent == 100 ? 0 : -2048);
            byte[] mail = Post.text("Big", "");
            byte[] filler = "x".repeat(octets - mail.length).getBytes();
            byte[] all = new byte[octets];
            System.arraycopy(mail, 0, all, 0, mail.length);
            System.arraycopy(filler, 0, all, mail.length, filler.length);
            imap.append("INBOX", List.of(Post.message(all, 1)));
        }
        Visitor visitor = running.visitor().signedIn(address);
        for (String path : List.of("/mail/INBOX", "/folders", "/storage")) {
            Document page = visitor.open(path).hasStatus(200).page();
            assertThat(page.select(".quota." + level)).as(path).hasSize(1);
            assertThat(page.select(".quota-line span").text()).isEqualTo(words);
            assertThat(page.select(".quota progress").attr("value")).isEqualTo("" + percent);
        }
        Document mail = visitor.open("/mail/INBOX").page();
        assertThat(mail.select(".quota a[href=/storage]").text()).isEqualTo("See what uses it");
        assertThat(mail.select(".strip[role=alert]:has(a[href=/storage])"))
                .hasSize(level.equals("full") ? 1 : 0);
        Document storage = visitor.open("/storage").page();
        assertThat(storage.select(".shares li a").first().attr("href"))
                .isEqualTo("/mail/INBOX?sort=largest");
        assertThat(storage.select(".shares progress").first().attr("aria-label"))
                .isEqualTo("Share of Inbox");
        assertThat(storage.select("[style]")).isEmpty();
    }

    @Test
    void withoutAQuotaThereIsNoMeterAndThePageSaysWhy() {
        House house = running.greenMail();
        Visitor visitor = running.visitor().signedIn(house.newUser());
        assertThat(visitor.open("/mail/INBOX").page().select(".quota, .strip[role=alert]"))
                .isEmpty();
        assertThat(visitor.open("/folders").hasStatus(200).page().select(".quota")).isEmpty();
        assertThat(visitor.open("/storage").hasStatus(200).page().select(".note").text())
                .contains("does not tell how much room");
    }

    private static Answer create(Visitor visitor, String name, String parent) {
        Document form = visitor.open("/folders/new").page();
        return visitor.press(save(form), "name", name, "parent", parent);
    }

    private static Element save(Document page) {
        return page.selectFirst("#folder-edit button[type=submit]");
    }

    private static String fault(Answer answer) {
        return answer.page().select("#fault").text();
    }

    private static String told(Answer answer) {
        return answer.page().select(".note.done span").text();
    }

    private static String roses(House house) {
        return house.name("Garden", "Roses");
    }

    /** As jsoup gives texts, with single blanks. */
    private static String flat(String name) {
        return name.replaceAll("\\s+", " ");
    }

    private static List<String> subscribed(RawImap imap) {
        return imap.command("LSUB \"\" \"*\"").lines();
    }

    private static Document safe(Answer answer) {
        Document page = answer.hasStatus(200).page();
        assertThat(page.select("img[src=x], script:not([src]), [onerror]")).isEmpty();
        assertThat(page.select("a[href^=javascript]")).isEmpty();
        assertThat(page.text()).doesNotContain("49 New folder");
        return page;
    }

    private static List<String> concat(List<String> some, List<String> others) {
        return java.util.stream.Stream.concat(some.stream(), others.stream()).toList();
    }
}
