package org.restante.settings;

import java.security.Principal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which somebody says how they want it. */
@Controller
class GeneralController {

    private static final String PAGE = "settings/general";
    private static final String PATH = "/settings/general";

    private final StoredPreferences preferences;

    GeneralController(StoredPreferences preferences) {
        this.preferences = preferences;
    }

    @GetMapping("/settings")
    String settings() {
        return "redirect:" + PATH;
    }

    @GetMapping(PATH)
    ModelAndView show(
            Viewer viewer, Principal user, @RequestParam(required = false) @Nullable String saved) {
        ModelAndView page = page(GeneralForm.of(preferences.of(user.getName())), List.of(), viewer);
        if (saved != null) {
            page.addObject("saved", now(viewer));
        }
        return page;
    }

    @PostMapping(PATH)
    ModelAndView save(GeneralForm form, Principal user, Viewer viewer) {
        List<String> wrong = form.wrong();
        if (!wrong.isEmpty()) {
            ModelAndView page = page(form, wrong, viewer);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        preferences.save(user.getName(), form.toPreferences());
        ModelAndView shown = new ModelAndView("redirect:" + PATH + "?saved");
        shown.setStatus(HttpStatus.SEE_OTHER);
        return shown;
    }

    private static ModelAndView page(GeneralForm form, List<String> wrong, Viewer viewer) {
        return new ModelAndView(PAGE)
                .addObject("form", form)
                .addObject("wrong", wrong)
                .addObject("languages", Preferences.LANGUAGES.stream().map(Choice::of).toList())
                .addObject("zones", Zones.byRegion(Instant.now()))
                .addObject("told", Zones.label(viewer.told().getId(), Instant.now()))
                .addObject("rows", Preferences.ROWS);
    }

    private static String now(Viewer viewer) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(viewer.locale())
                .format(ZonedDateTime.now(viewer.zone()));
    }

    /** One language of the list. */
    record Choice(String tag, String label) {

        static Choice of(Locale language) {
            return new Choice(language.toLanguageTag(), Zones.label(language));
        }
    }
}
