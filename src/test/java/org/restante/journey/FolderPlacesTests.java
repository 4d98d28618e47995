package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** A folder stays where it is until somebody puts it elsewhere, and is called what people see. */
@Requires(Requirement.DATABASE)
class FolderPlacesTests {

    private final Running running = Running.get();

    static List<House> houses() {
        return Running.get().houses();
    }

    @Test
    void aFolderInTheInboxStaysThereWhenItIsRenamedAndWhenThatIsUndone() {
        House house = running.dovecot();
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("INBOX/Trips");
            Document edit = visitor.open("/folders/INBOX:Trips/name").page();
            assertThat(edit.select("#parent option[selected]").val()).isEqualTo("INBOX");

            Answer list = visitor.press(save(edit), "name", "Journeys");

            assertThat(imap.mailboxes()).contains("INBOX/Journeys").doesNotContain("Journeys");
            visitor.press(list.page().selectFirst(".note.done button"));
            assertThat(imap.mailboxes())
                    .contains("INBOX/Trips")
                    .doesNotContain("INBOX/Journeys", "Trips");
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void whoMissesAFolderSeesThoseThatAreThere(House house) {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Fleeting");
            imap.createIfAbsent("Lasting");
            Document edit = visitor.open("/folders/Fleeting/name").page();
            imap.command("DELETE Fleeting");

            Document page = visitor.press(save(edit), "name", "Other").hasStatus(404).page();

            assertThat(page.select("[role=alert]").text()).contains("no such folder as Fleeting");
            assertThat(page.select(".folder-name").eachText())
                    .contains("Inbox", "Lasting")
                    .doesNotContain("Fleeting");
            assertThat(imap.mailboxes()).doesNotContain("Other");
        }
    }

    @Test
    void noNameOfAnotherProgramTurnsThePageAroundOrHides() {
        House house = running.dovecot();
        String address = house.newUser();
        String turned = "invoice\u202efdp.exe";
        String hidden = "\u200b\u200b";
        Visitor visitor = running.visitor().signedIn(address);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent(turned);
            imap.createIfAbsent(hidden);
            for (String path :
                    List.of(
                            "/folders",
                            "/mail/INBOX",
                            "/folders/new",
                            "/storage",
                            "/folders/invoice~202e~fdp.exe/deletion")) {
                Answer answer = visitor.open(path).hasStatus(200);
                assertThat(answer.text()).as(path).doesNotContain("\u202e");
            }
            Document page = visitor.open("/folders").page();
            assertThat(page.select(".folder-name").eachText()).contains("invoicefdp.exe");
            assertThat(page.select(".folder-name a")).allMatch(link -> !link.text().isBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void aWrongPlaceIsSaidBesideThePlaceAndASeparatorByName(House house) {
        Visitor visitor = running.visitor().signedIn(house.newUser());
        char separator = house.server().separator();

        Document place = create(visitor, "Nowhere", "no-such-folder");
        Document name = create(visitor, "a" + separator + "b", "");

        assertThat(place.select("#parent").attr("aria-invalid")).isEqualTo("true");
        assertThat(place.select("#name").hasAttr("aria-invalid")).isFalse();
        assertThat(place.select("#parent ~ #fault").text()).contains("not there any more");
        assertThat(name.select("#name").attr("aria-describedby")).isEqualTo("fault");
        assertThat(name.select("#fault").text()).contains("can’t hold " + separator + ",");
    }

    private static Document create(Visitor visitor, String name, String parent) {
        Document form = visitor.open("/folders/new").page();
        return visitor.post(
                        "/folders",
                        Map.of("_csrf", Visitor.token(form), "name", name, "parent", parent))
                .hasStatus(422)
                .page();
    }

    private static Element save(Document edit) {
        return edit.selectFirst("#folder-edit button[type=submit]");
    }
}
