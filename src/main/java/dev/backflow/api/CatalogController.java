package dev.backflow.api;

import dev.backflow.runs.Catalog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can stand in a spec. */
@RestController
class CatalogController {

    @GetMapping(path = "/api/v1/catalog", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> catalog() {
        Map<String, Object> catalog = new LinkedHashMap<>(Catalog.entries());
        catalog.put("tensors", Catalog.tensors());
        catalog.put("statistics", Catalog.statistics());
        return catalog;
    }
}
