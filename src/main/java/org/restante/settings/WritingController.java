package org.restante.settings;

import java.security.Principal;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which somebody says as whom they write. */
@Controller
class WritingController {

    private static final String PAGE = "settings/writing";
    private static final String PATH = "/settings/writing";

    private final Identities identities;

    WritingController(Identities identities) {
        this.identities = identities;
    }

    @GetMapping(PATH)
    ModelAndView show(
            Viewer viewer, Principal user, @RequestParam(required = false) @Nullable String saved) {
        WritingForm form = WritingForm.of(identities.of(user.getName()));
        return page(form, List.of()).addObject("saved", saved == null ? null : now(viewer));
    }

    @PostMapping(PATH)
    ModelAndView save(WritingForm form, Principal user) {
        List<String> wrong = form.wrong();
        if (!wrong.isEmpty()) {
            ModelAndView page = page(form, wrong);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        identities.save(user.getName(), form.toIdentity());
        ModelAndView shown = new ModelAndView("redirect:" + PATH + "?saved");
        shown.setStatus(HttpStatus.SEE_OTHER);
        return shown;
    }

    private static ModelAndView page(WritingForm form, List<String> wrong) {
        return new ModelAndView(PAGE)
                .addObject("form", form)
                .addObject("wrong", wrong)
                .addObject("holds", Identity.HOLDS);
    }

    private static String now(Viewer viewer) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(viewer.locale())
                .format(ZonedDateTime.now(viewer.zone()));
    }
}
