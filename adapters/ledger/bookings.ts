import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Booking } from '../../core/model/booking.ts';
import type { Bookings } from '../../core/ports.ts';
import { once } from '../aws/once.ts';
import { number, text } from '../table/attributes.ts';
import { toJsonText } from '../table/json-text.ts';
import { bookingKey, bookingsPartition } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import { readSchema1 } from '../table/read-schema.ts';
import type { Table } from '../table/table.ts';

/** Bookings in the deployment's table, all in one partition since they are few. What was read once is not read again. */
export function dynamoDbBookings(table: Table): Bookings {
  let read = once(() => readAll(table));
  return {
    put: async (booking) => {
      const { scalable, by, untilMs } = booking;
      const Item = {
        ...bookingKey(scalable, by),
        booking: text(toJsonText(`what ${by} books of ${scalable}`, booking)),
        expiresAt: number(Math.ceil(untilMs / 1000)),
      };
      await table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
      read = once(() => readAll(table));
    },
    list: async (atMs) => {
      return (await read()).filter(({ untilMs }) => untilMs > atMs);
    },
  };
}

async function readAll(table: Table): Promise<readonly Booking[]> {
  return (await queryAll(table, bookingsPartition)).map((item) => readSchema1<Booking>(item, 'booking'));
}
