package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.reading.safety.SafeText.Flow;
import org.restante.settings.Preferences.Theme;

class SafeDocumentTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Dear Ines</p>",
                "<html data-theme=light class=plain><body bgcolor=red>x",
                "<!doctype html><html><!doctype html><html>",
                "&lt;!doctype html>&lt;html <p title='<!doctype html><html'>"
            })
    void theChosenThemeIsAllThatChanges(String mail) {
        for (SafeDocument document :
                new SafeDocument[] {
                    SafeHtml.render(mail, Images.none()), SafeText.render(mail, Flow.FIXED)
                }) {
            Document dark = Jsoup.parse(document.in(Theme.DARK));
            assertThat(dark.child(0).attr("data-theme")).isEqualTo("dark");
            dark.child(0).removeAttr("data-theme");
            assertThat(dark.html()).isEqualTo(Jsoup.parse(document.html()).html());
            assertThat(Jsoup.parse(document.in(Theme.LIGHT)).child(0).attr("data-theme"))
                    .isEqualTo("light");
            assertThat(document.in(Theme.AUTOMATIC)).isEqualTo(document.html());
        }
    }
}
