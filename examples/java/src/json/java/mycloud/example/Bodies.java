package mycloud.example;

import java.util.List;
import java.util.UUID;
import mycloud.client.ApiException;
import mycloud.client.api.OrdersApi;
import mycloud.client.api.TokenApi;
import mycloud.client.model.CreateOrderBody;
import mycloud.client.model.GetTokenBody;
import mycloud.client.model.OrderItemInput;
import mycloud.client.model.OrderResponse;

/** Requests as JSON, as observed; files cannot travel so. */
final class Bodies {
    private Bodies() {}

    static String token(PhpFormClient client, String apiKey, String secretKey) throws ApiException {
        GetTokenBody keys = new GetTokenBody().apikey(apiKey).secretkey(secretKey);
        return new TokenApi(client).getToken(keys).execute().getToken();
    }

    static OrderResponse place(OrdersApi orders, List<OrderItemInput> items) throws ApiException {
        CreateOrderBody order = new CreateOrderBody()
                .deliveryModeId(343L)
                .orderItems(items)
                .customerId(232L)
                .name("คุณ พวริด")
                .address("32/1 สุขุมวิท 62, กรุงเทพฯ")
                .postcode("10260")
                .orderNumber("ORD-004564014");
        return orders.createOrder(order).myCloudRequestId(UUID.randomUUID().toString()).execute();
    }
}
