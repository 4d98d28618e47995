/** The language of the search box, in the words of IMAP's SEARCH. */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "reading::list", "settings"})
package org.restante.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
