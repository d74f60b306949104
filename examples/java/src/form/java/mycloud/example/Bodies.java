package mycloud.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import mycloud.client.ApiException;
import mycloud.client.api.OrdersApi;
import mycloud.client.api.TokenApi;
import mycloud.client.model.OrderItemInput;
import mycloud.client.model.OrderResponse;

/** Requests as forms, as documented. */
final class Bodies {
    private Bodies() {}

    static String token(PhpFormClient client, String apiKey, String secretKey) throws ApiException {
        return new TokenApi(client).getToken(apiKey, secretKey).execute().getToken();
    }

    static OrderResponse place(OrdersApi orders, List<OrderItemInput> items) throws ApiException, IOException {
        Path label = Files.createTempDirectory("mycloud").resolve("label.pdf");
        Files.writeString(label, "%PDF-1.4\n% a shipping label would be here\n");
        return orders.createOrder(343L, items)
                .myCloudRequestId(UUID.randomUUID().toString())
                .customerId(232L)
                .name("คุณ พวริด")
                .address("32/1 สุขุมวิท 62, กรุงเทพฯ")
                .postcode("10260")
                .orderNumber("ORD-004564014")
                .attachName(List.of("LABEL"))
                .attachFile(List.of(label.toFile()))
                .execute();
    }
}
