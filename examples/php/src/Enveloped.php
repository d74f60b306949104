<?php

declare(strict_types=1);

namespace MyCloud\Example;

use MyCloud\enveloped\Api\CustomersApi;
use MyCloud\enveloped\Api\OrdersApi;
use MyCloud\enveloped\Configuration;
use MyCloud\enveloped\Model\OrderResponse;
use MyCloud\enveloped\ObjectSerializer;

/** The generated client of the envelope. */
final class Enveloped
{
    private readonly Configuration $config;

    public function __construct(string $token)
    {
        $this->config = (new Configuration())->setHost((string) getenv('MYCLOUD_BASE_URL'))->setAccessToken($token);
    }

    /** @return array<object> */
    public function customers(int $offset, int $count): array
    {
        $page = (new CustomersApi(null, $this->config))->listCustomers($offset, $count);
        return self::granted($page->getSuccess(), $page->getMessage(), $page->getData());
    }

    /** @return array<object> */
    public function orders(int $offset, int $count): array
    {
        $page = (new OrdersApi(null, $this->config))->listOrders($offset, $count);
        return self::granted($page->getSuccess(), $page->getMessage(), $page->getData());
    }

    public function order(int $id): Order
    {
        return self::of((new OrdersApi(null, $this->config))->getOrder($id));
    }

    public function read(object $answer): Order
    {
        return self::of(ObjectSerializer::deserialize($answer, OrderResponse::class));
    }

    private static function of(OrderResponse $answer): Order
    {
        $data = self::granted($answer->getSuccess(), $answer->getMessage(), $answer->getData());
        $order = $data->getAttributes();
        $items = count($data->getOrderItems() ?? []);
        return new Order($order?->getId(), $order?->getMcNumber(), $order?->getOrderNumber(), $items);
    }

    private static function granted(?bool $success, ?string $message, mixed $data): mixed
    {
        return $success && $data !== null ? $data : throw new \RuntimeException("refused: {$message}");
    }
}
