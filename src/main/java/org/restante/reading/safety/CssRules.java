package org.restante.reading.safety;

import java.util.Set;
import java.util.regex.Pattern;

/** The allow-list for style sheets: properties, functions, selectors and media features. */
final class CssRules {

    /** Properties that can hold an image; in no other may a URL stand. */
    private static final Set<String> PICTURED =
            Set.of("background", "background-image", "list-style", "list-style-image");

    /**
     * No position (it could cover), no content, cursor, filter, mask, transform, transition or
     * animation (they fetch or move), and no custom properties (they smuggle all of these).
     */
    private static final Set<String> PROPERTIES =
            Set.of(
                    """
                    align-content align-items align-self background background-clip
                    background-color background-image background-origin background-position
                    background-position-x background-position-y background-repeat background-size
                    border border-block border-bottom border-bottom-color
                    border-bottom-left-radius border-bottom-right-radius border-bottom-style
                    border-bottom-width border-collapse border-color border-inline border-left
                    border-left-color border-left-style border-left-width border-radius
                    border-right border-right-color border-right-style border-right-width
                    border-spacing border-style border-top border-top-color
                    border-top-left-radius border-top-right-radius border-top-style
                    border-top-width border-width box-shadow box-sizing caption-side clear color
                    column-count column-gap column-width columns direction display empty-cells
                    flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float
                    font font-family font-feature-settings font-kerning font-size
                    font-size-adjust font-stretch font-style font-variant font-variant-caps
                    font-variant-numeric font-weight gap height hyphens justify-content
                    justify-items justify-self letter-spacing line-break line-height list-style
                    list-style-image list-style-position list-style-type margin margin-block
                    margin-bottom margin-inline margin-left margin-right margin-top max-height
                    max-width min-height min-width object-fit object-position opacity order
                    orphans outline outline-color outline-offset outline-style outline-width
                    overflow overflow-wrap overflow-x overflow-y padding padding-block
                    padding-bottom padding-inline padding-left padding-right padding-top
                    page-break-after page-break-before page-break-inside break-after break-before
                    break-inside row-gap table-layout tab-size text-align text-align-last
                    text-decoration text-decoration-color text-decoration-line
                    text-decoration-style text-decoration-thickness text-indent text-overflow
                    text-rendering text-shadow text-transform text-underline-offset unicode-bidi
                    vertical-align visibility white-space widows width word-break word-spacing
                    word-wrap writing-mode -webkit-border-radius -moz-border-radius
                    -webkit-box-sizing -moz-box-sizing -webkit-box-shadow -webkit-font-smoothing
                    -moz-osx-font-smoothing -webkit-text-size-adjust -ms-text-size-adjust
                    text-size-adjust
                    """
                            .trim()
                            .split("\\s+"));

    private static final Set<String> FUNCTIONS =
            Set.of(
                    "rgb",
                    "rgba",
                    "hsl",
                    "hsla",
                    "linear-gradient",
                    "radial-gradient",
                    "repeating-linear-gradient",
                    "repeating-radial-gradient",
                    "min",
                    "max",
                    "clamp");

    private static final Set<String> COLOURING =
            Set.of("background", "background-color", "background-image", "color");
    private static final Set<String> COLOURLESS =
            Set.of("currentcolor", "inherit", "initial", "none", "revert", "transparent", "unset");

    // Units of the viewport's height would feed on the frame, whose height follows its content.
    private static final Pattern TERM =
            Pattern.compile(
                    "#[0-9A-Fa-f]{3,8}"
                            + "|[+-]?(?:[0-9]{1,10}(?:\\.[0-9]{0,10})?|\\.[0-9]{1,10})"
                            + "(?:%|(?i:px|pt|pc|em|rem|ex|ch|cm|mm|in|vw|deg|rad|turn|fr|q))?"
                            + "|-?[\\p{L}_][\\p{L}\\p{N}_-]{0,60}");
    private static final Pattern STRING =
            Pattern.compile("'[\\p{L}\\p{N} ,._+:-]{0,100}'|\"[\\p{L}\\p{N} ,._+:-]{0,100}\"");
    private static final Pattern CALC =
            Pattern.compile(
                    "(?i)(?:calc\\(|[(), /*+-]|[0-9.]{1,20}(?:%|px|pt|em|rem|vw|ch|in|cm|mm)?)"
                            + "{1,200}+");

    private static final String IDENT =
            "-?(?:[\\p{L}_]|\\\\[:/.@%!+])(?:[\\p{L}\\p{N}_-]|\\\\[:/.@%!+]){0,80}+";
    private static final String PSEUDO =
            "::?(?:hover|active|focus|link|visited|root|empty|first-line|first-letter"
                    + "|(?:first|last|only)-(?:child|of-type)"
                    + "|nth-(?:last-)?(?:child|of-type)\\((?:odd|even|[0-9n+ -]{1,12})\\))";
    private static final String ATTRIBUTE =
            "\\[[a-zA-Z][a-zA-Z-]{0,40}(?:[~|^$*]?=(?:[a-zA-Z0-9_-]{1,80}"
                    + "|\"[\\p{L}\\p{N} #,._+:;%=-]{0,80}\"|'[\\p{L}\\p{N} #,._+:;%=-]{0,80}'))?\\]";
    private static final String COMPOUND =
            "(?:\\*|[a-zA-Z][a-zA-Z0-9-]{0,30}+)?+(?:[.#]"
                    + IDENT
                    + "|"
                    + PSEUDO
                    + "|"
                    + ATTRIBUTE
                    + "){0,20}+";
    private static final Pattern SELECTOR =
            Pattern.compile(COMPOUND + "(?:(?: ?[>+~] ?| )" + COMPOUND + "){0,20}+");
    private static final int LONGEST_SELECTOR = 400;

    private static final Set<String> MEDIA = Set.of("all", "screen", "print", "handheld", "tv");

    // No colour scheme: a mail with colours of its own is always shown on white paper. No heights:
    // the frame's follows from what is in it.
    private static final Set<String> FEATURES =
            Set.of(
                    "width",
                    "min-width",
                    "max-width",
                    "device-width",
                    "min-device-width",
                    "max-device-width",
                    "orientation",
                    "min-resolution",
                    "-webkit-min-device-pixel-ratio");

    private CssRules() {}

    static boolean keeps(String property) {
        return PROPERTIES.contains(property);
    }

    static boolean isPictured(String property) {
        return PICTURED.contains(property);
    }

    static boolean calls(String function) {
        return FUNCTIONS.contains(function);
    }

    static boolean isTerm(String value) {
        return TERM.matcher(value).matches();
    }

    static boolean isString(String value) {
        return STRING.matcher(value).matches();
    }

    static boolean isCalculation(String value) {
        return CALC.matcher(value).matches();
    }

    static boolean isSelector(String selector) {
        return !selector.isEmpty()
                && selector.length() <= LONGEST_SELECTOR
                && SELECTOR.matcher(selector).matches();
    }

    static boolean isMedium(String medium) {
        return MEDIA.contains(medium);
    }

    static boolean isFeature(String feature) {
        return FEATURES.contains(feature);
    }

    /** Whether the declaration gives the mail colours of its own. */
    static boolean colours(String property, String value) {
        return COLOURING.contains(property) && !COLOURLESS.contains(value);
    }
}
