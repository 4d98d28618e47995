package org.restante.web;

import org.restante.settings.UserPreferences;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** What every page has in common. */
@Configuration(proxyBeanMethods = false)
class ShellConfiguration implements WebMvcConfigurer {

    private final UserPreferences preferences;

    ShellConfiguration(UserPreferences preferences) {
        this.preferences = preferences;
    }

    /**
     * Every template's view is a {@link PageView}; the resolver makes them as they are asked for.
     */
    @Autowired
    void pages(ThymeleafViewResolver templates) {
        templates.setViewClass(PageView.class);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Part(preferences))
                .excludePathPatterns(AssetController.PATH + "**");
    }
}
