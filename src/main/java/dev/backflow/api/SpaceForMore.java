package dev.backflow.api;

import dev.backflow.storage.DiskReserve;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses new runs and data sets while the disk is full, so that what is left is for cancelling and deleting. */
@Configuration(proxyBeanMethods = false)
class SpaceForMore implements HandlerInterceptor, WebMvcConfigurer {

    private static final String[] PATHS = {
        "/api/v1/runs", "/api/v1/runs/*/fork", "/api/v1/presets/*", ExperimentsController.PATH, DatasetsController.PATH
    };

    private final DiskReserve disk;

    SpaceForMore(DiskReserve disk) {
        this.disk = disk;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(PATHS);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("POST") && request.getParameter("validate_only") == null) {
            disk.requireSpace();
        }
        return true;
    }
}
