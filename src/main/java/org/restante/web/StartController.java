package org.restante.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The bare address leads to the inbox. */
@Controller
class StartController {

    @GetMapping("/")
    String start() {
        return "redirect:/mail/INBOX";
    }
}
