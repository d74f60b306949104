package mycloud.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import mycloud.client.ApiException;
import mycloud.client.api.CustomersApi;
import mycloud.client.api.OrdersApi;
import mycloud.client.api.TokenApi;
import mycloud.client.model.Order;
import mycloud.client.model.OrderItemByProductId;
import mycloud.client.model.OrderItemByProductSku;
import mycloud.client.model.OrderItemByShopSku;
import mycloud.client.model.OrderItemInput;

/**
 * Reads customers and orders, then places one order: items named in all three ways, and one file.
 *
 * <p>Reads MYCLOUD_BASE_URL, MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY.
 */
public final class PlaceAnOrder {
    private static final int COUNT = 20;

    private PlaceAnOrder() {}

    public static void main(String[] args) throws ApiException, IOException {
        PhpFormClient client = new PhpFormClient();
        client.setBasePath(System.getenv("MYCLOUD_BASE_URL"));
        client.setBearerToken(token(client));

        CustomersApi customers = new CustomersApi(client);
        OrdersApi orders = new OrdersApi(client);
        int manyCustomers = count(at -> customers.listCustomers().offset(at).count(COUNT).execute().getCustomers());
        int manyOrders = count(at -> orders.listOrders().offset(at).count(COUNT).execute().getOrders());
        System.out.printf("customers %d, orders %d%n", manyCustomers, manyOrders);

        Order placed = place(orders);
        System.out.printf("placed %s, id %d%n", placed.getMcNumber(), placed.getId());
    }

    private static String token(PhpFormClient client) throws ApiException {
        String apiKey = System.getenv("MYCLOUD_API_KEY");
        String secretKey = System.getenv("MYCLOUD_SECRET_KEY");
        return new TokenApi(client).getToken(apiKey, secretKey).execute().getToken();
    }

    private static Order place(OrdersApi orders) throws ApiException, IOException {
        List<OrderItemInput> items = List.of(
                new OrderItemInput(new OrderItemByProductId().productId(164162).quantity(2).price(199.00)),
                new OrderItemInput(new OrderItemByProductSku().productSku("MAI002").quantity(1).price(50.00)),
                new OrderItemInput(new OrderItemByShopSku().shopSku("UPC_230458300").quantity(1).price(49.50)));
        Path label = Files.createTempDirectory("mycloud").resolve("label.pdf");
        Files.writeString(label, "%PDF-1.4\n% a shipping label would be here\n");

        // A refusal may come with status 200; it holds no order, and reading it fails.
        return orders.createOrder(343, items)
                .myCloudRequestId(UUID.randomUUID().toString())
                .customerId(232)
                .name("คุณ พวริด")
                .address("32/1 สุขุมวิท 62, กรุงเทพฯ")
                .postcode("10260")
                .orderNumber("ORD-004564014")
                .attachName(List.of("LABEL"))
                .attachFile(List.of(label.toFile()))
                .execute()
                .getOrder();
    }

    /** The entries of a list: page after page, until one is empty. */
    private static int count(PageAt pages) throws ApiException {
        int total = 0;
        for (int received; (received = pages.at(total).size()) > 0; ) total += received;
        return total;
    }

    private interface PageAt {
        List<?> at(int offset) throws ApiException;
    }
}
