import type { WorkloadQuery } from './index-workload.ts';

const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
const date = (year: number, n: number) => `${year + (n % 4)}-0${1 + (n % 9)}-01`;
const [regions, nations] = [
  ['ASIA', 'EUROPE', 'AMERICA'],
  ['GERMANY', 'FRANCE', 'BRAZIL', 'CANADA'],
] as const;
const modes = ['MAIL', 'SHIP', 'AIR', 'RAIL'] as const;
const brand = (n: number) => `Brand#${1 + (n % 5)}${1 + (n % 4)}`;

/** The 22 queries of TPC-H, their substitutions as parameters. https://www.tpc.org/tpch/ */
export const tpchQueries: readonly WorkloadQuery[] = [
  {
    text: `SELECT l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice * (1 - l_discount)), avg(l_discount), count(*)
      FROM tpch.lineitem WHERE l_shipdate <= $1::date GROUP BY l_returnflag, l_linestatus ORDER BY l_returnflag, l_linestatus`,
    values: (n) => [`1998-0${7 + (n % 3)}-02`],
  },
  {
    text: `SELECT s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
      FROM tpch.part, tpch.supplier, tpch.partsupp, tpch.nation, tpch.region
      WHERE p_partkey = ps_partkey AND s_suppkey = ps_suppkey AND p_size = $1 AND p_type LIKE $2 AND s_nationkey = n_nationkey
        AND n_regionkey = r_regionkey AND r_name = $3
        AND ps_supplycost = (SELECT min(ps_supplycost) FROM tpch.partsupp, tpch.supplier, tpch.nation, tpch.region
          WHERE p_partkey = ps_partkey AND s_suppkey = ps_suppkey AND s_nationkey = n_nationkey AND n_regionkey = r_regionkey AND r_name = $3)
      ORDER BY s_acctbal DESC, n_name, s_name, p_partkey LIMIT 100`,
    values: (n) => [1 + (n % 50), '%BRASS', pick(regions, n)],
  },
  {
    text: `SELECT l_orderkey, sum(l_extendedprice * (1 - l_discount)) AS revenue, o_orderdate, o_shippriority
      FROM tpch.customer, tpch.orders, tpch.lineitem
      WHERE c_mktsegment = $1 AND c_custkey = o_custkey AND l_orderkey = o_orderkey AND o_orderdate < $2::date AND l_shipdate > $2::date
      GROUP BY l_orderkey, o_orderdate, o_shippriority ORDER BY revenue DESC, o_orderdate LIMIT 10`,
    values: (n) => [pick(['BUILDING', 'MACHINERY', 'FURNITURE'], n), `1995-03-${10 + (n % 18)}`],
  },
  {
    text: `SELECT o_orderpriority, count(*) FROM tpch.orders WHERE o_orderdate >= $1::date AND o_orderdate < $1::date + interval '3 months'
        AND EXISTS (SELECT * FROM tpch.lineitem WHERE l_orderkey = o_orderkey AND l_commitdate < l_receiptdate)
      GROUP BY o_orderpriority ORDER BY o_orderpriority`,
    values: (n) => [date(1993, n)],
  },
  {
    text: `SELECT n_name, sum(l_extendedprice * (1 - l_discount)) AS revenue
      FROM tpch.customer, tpch.orders, tpch.lineitem, tpch.supplier, tpch.nation, tpch.region
      WHERE c_custkey = o_custkey AND l_orderkey = o_orderkey AND l_suppkey = s_suppkey AND c_nationkey = s_nationkey
        AND s_nationkey = n_nationkey AND n_regionkey = r_regionkey AND r_name = $1 AND o_orderdate >= $2::date
        AND o_orderdate < $2::date + interval '1 year' GROUP BY n_name ORDER BY revenue DESC`,
    values: (n) => [pick(regions, n), date(1993, n)],
  },
  {
    text: `SELECT sum(l_extendedprice * l_discount) FROM tpch.lineitem WHERE l_shipdate >= $1::date
        AND l_shipdate < $1::date + interval '1 year' AND l_discount BETWEEN $2 AND $3 AND l_quantity < $4`,
    values: (n) => [date(1993, n), 0.05, 0.07, 24],
  },
  {
    text: `SELECT supp_nation, cust_nation, l_year, sum(volume) FROM (
        SELECT n1.n_name AS supp_nation, n2.n_name AS cust_nation, extract(year FROM l_shipdate) AS l_year,
          l_extendedprice * (1 - l_discount) AS volume
        FROM tpch.supplier, tpch.lineitem, tpch.orders, tpch.customer, tpch.nation n1, tpch.nation n2
        WHERE s_suppkey = l_suppkey AND o_orderkey = l_orderkey AND c_custkey = o_custkey AND s_nationkey = n1.n_nationkey
          AND c_nationkey = n2.n_nationkey AND n1.n_name = $1 AND n2.n_name = $2 AND l_shipdate BETWEEN $3::date AND $4::date) AS shipping
      GROUP BY supp_nation, cust_nation, l_year ORDER BY supp_nation, cust_nation, l_year`,
    values: (n) => [pick(nations, n), pick(nations, n + 1), '1995-01-01', '1996-12-31'],
  },
  {
    text: `SELECT o_year, sum(CASE WHEN nation = $1 THEN volume ELSE 0 END) / sum(volume) FROM (
        SELECT extract(year FROM o_orderdate) AS o_year, l_extendedprice * (1 - l_discount) AS volume, n2.n_name AS nation
        FROM tpch.part, tpch.supplier, tpch.lineitem, tpch.orders, tpch.customer, tpch.nation n1, tpch.nation n2, tpch.region
        WHERE p_partkey = l_partkey AND s_suppkey = l_suppkey AND l_orderkey = o_orderkey AND o_custkey = c_custkey
          AND c_nationkey = n1.n_nationkey AND n1.n_regionkey = r_regionkey AND r_name = $2 AND s_nationkey = n2.n_nationkey
          AND o_orderdate BETWEEN $3::date AND $4::date AND p_type = $5) AS all_nations GROUP BY o_year ORDER BY o_year`,
    values: (n) => [pick(nations, n), 'AMERICA', '1995-01-01', '1996-12-31', 'ECONOMY ANODIZED STEEL'],
  },
  {
    text: `SELECT nation, o_year, sum(amount) FROM (
        SELECT n_name AS nation, extract(year FROM o_orderdate) AS o_year,
          l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity AS amount
        FROM tpch.part, tpch.supplier, tpch.lineitem, tpch.partsupp, tpch.orders, tpch.nation
        WHERE s_suppkey = l_suppkey AND ps_suppkey = l_suppkey AND ps_partkey = l_partkey AND p_partkey = l_partkey
          AND o_orderkey = l_orderkey AND s_nationkey = n_nationkey AND p_name LIKE $1) AS profit
      GROUP BY nation, o_year ORDER BY nation, o_year DESC`,
    values: () => ['%green%'],
  },
  {
    text: `SELECT c_custkey, c_name, sum(l_extendedprice * (1 - l_discount)) AS revenue, c_acctbal, n_name
      FROM tpch.customer, tpch.orders, tpch.lineitem, tpch.nation
      WHERE c_custkey = o_custkey AND l_orderkey = o_orderkey AND o_orderdate >= $1::date AND o_orderdate < $1::date + interval '3 months'
        AND l_returnflag = $2 AND c_nationkey = n_nationkey
      GROUP BY c_custkey, c_name, c_acctbal, n_name ORDER BY revenue DESC LIMIT 20`,
    values: (n) => [date(1993, n), 'R'],
  },
  {
    text: `SELECT ps_partkey, sum(ps_supplycost * ps_availqty) AS value FROM tpch.partsupp, tpch.supplier, tpch.nation
      WHERE ps_suppkey = s_suppkey AND s_nationkey = n_nationkey AND n_name = $1 GROUP BY ps_partkey
      HAVING sum(ps_supplycost * ps_availqty) > (SELECT sum(ps_supplycost * ps_availqty) * $2 FROM tpch.partsupp, tpch.supplier, tpch.nation
        WHERE ps_suppkey = s_suppkey AND s_nationkey = n_nationkey AND n_name = $1) ORDER BY value DESC`,
    values: (n) => [pick(nations, n), 0.01],
  },
  {
    text: `SELECT l_shipmode, sum(CASE WHEN o_orderpriority = '1-URGENT' THEN 1 ELSE 0 END) FROM tpch.orders, tpch.lineitem
      WHERE o_orderkey = l_orderkey AND l_shipmode IN ($1, $2) AND l_commitdate < l_receiptdate AND l_shipdate < l_commitdate
        AND l_receiptdate >= $3::date AND l_receiptdate < $3::date + interval '1 year' GROUP BY l_shipmode ORDER BY l_shipmode`,
    values: (n) => [pick(modes, n), pick(modes, n + 1), date(1993, n)],
  },
  {
    text: `SELECT c_count, count(*) AS custdist FROM (
        SELECT c_custkey, count(o_orderkey) AS c_count FROM tpch.customer LEFT JOIN tpch.orders
          ON c_custkey = o_custkey AND o_comment NOT LIKE $1 GROUP BY c_custkey) AS c_orders
      GROUP BY c_count ORDER BY custdist DESC, c_count DESC`,
    values: () => ['%special%requests%'],
  },
  {
    text: `SELECT sum(CASE WHEN p_type LIKE $1 THEN l_extendedprice * (1 - l_discount) ELSE 0 END) / sum(l_extendedprice * (1 - l_discount))
      FROM tpch.lineitem, tpch.part WHERE l_partkey = p_partkey AND l_shipdate >= $2::date AND l_shipdate < $2::date + interval '1 month'`,
    values: (n) => ['PROMO%', date(1993, n)],
  },
  {
    text: `WITH revenue AS (SELECT l_suppkey AS supplier_no, sum(l_extendedprice * (1 - l_discount)) AS total FROM tpch.lineitem
        WHERE l_shipdate >= $1::date AND l_shipdate < $1::date + interval '3 months' GROUP BY l_suppkey)
      SELECT s_suppkey, s_name, total FROM tpch.supplier, revenue WHERE s_suppkey = supplier_no AND total = (SELECT max(total) FROM revenue)
      ORDER BY s_suppkey`,
    values: (n) => [date(1993, n)],
  },
  {
    text: `SELECT p_brand, p_type, p_size, count(DISTINCT ps_suppkey) AS cnt FROM tpch.partsupp, tpch.part
      WHERE p_partkey = ps_partkey AND p_brand <> $1 AND p_type NOT LIKE $2 AND p_size IN ($3, $4, $5)
        AND ps_suppkey NOT IN (SELECT s_suppkey FROM tpch.supplier WHERE s_comment LIKE '%Customer%Complaints%')
      GROUP BY p_brand, p_type, p_size ORDER BY cnt DESC, p_brand, p_type, p_size`,
    values: (n) => [brand(n), 'MEDIUM POLISHED%', 1 + (n % 40), 5 + (n % 40), 9 + (n % 40)],
  },
  {
    text: `SELECT sum(l_extendedprice) / 7.0 FROM tpch.lineitem, tpch.part WHERE p_partkey = l_partkey AND p_brand = $1 AND p_container = $2
        AND l_quantity < (SELECT 0.2 * avg(l_quantity) FROM tpch.lineitem WHERE l_partkey = p_partkey)`,
    values: (n) => [brand(n), 'MED BOX'],
  },
  {
    text: `SELECT c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, sum(l_quantity) FROM tpch.customer, tpch.orders, tpch.lineitem
      WHERE o_orderkey IN (SELECT l_orderkey FROM tpch.lineitem GROUP BY l_orderkey HAVING sum(l_quantity) > $1)
        AND c_custkey = o_custkey AND o_orderkey = l_orderkey
      GROUP BY c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice ORDER BY o_totalprice DESC, o_orderdate LIMIT 100`,
    values: (n) => [290 + (n % 10)],
  },
  {
    text: `SELECT sum(l_extendedprice * (1 - l_discount)) FROM tpch.lineitem, tpch.part WHERE p_partkey = l_partkey AND p_brand = $1
        AND p_container IN ('SM CASE', 'SM BOX') AND l_quantity >= $2 AND l_quantity <= $3 AND p_size BETWEEN 1 AND 5
        AND l_shipmode IN ('AIR', 'AIR REG') AND l_shipinstruct = 'DELIVER IN PERSON'`,
    values: (n) => [brand(n), 1 + (n % 10), 11 + (n % 10)],
  },
  {
    text: `SELECT s_name, s_address FROM tpch.supplier, tpch.nation WHERE s_suppkey IN (
        SELECT ps_suppkey FROM tpch.partsupp WHERE ps_partkey IN (SELECT p_partkey FROM tpch.part WHERE p_name LIKE $1)
          AND ps_availqty > (SELECT 0.5 * sum(l_quantity) FROM tpch.lineitem WHERE l_partkey = ps_partkey AND l_suppkey = ps_suppkey
            AND l_shipdate >= $2::date AND l_shipdate < $2::date + interval '1 year'))
      AND s_nationkey = n_nationkey AND n_name = $3 ORDER BY s_name`,
    values: (n) => ['forest%', date(1993, n), pick(nations, n)],
  },
  {
    text: `SELECT s_name, count(*) AS numwait FROM tpch.supplier, tpch.lineitem l1, tpch.orders, tpch.nation
      WHERE s_suppkey = l1.l_suppkey AND o_orderkey = l1.l_orderkey AND o_orderstatus = 'F' AND l1.l_receiptdate > l1.l_commitdate
        AND EXISTS (SELECT * FROM tpch.lineitem l2 WHERE l2.l_orderkey = l1.l_orderkey AND l2.l_suppkey <> l1.l_suppkey)
        AND NOT EXISTS (SELECT * FROM tpch.lineitem l3 WHERE l3.l_orderkey = l1.l_orderkey AND l3.l_suppkey <> l1.l_suppkey
          AND l3.l_receiptdate > l3.l_commitdate)
        AND s_nationkey = n_nationkey AND n_name = $1 GROUP BY s_name ORDER BY numwait DESC, s_name LIMIT 100`,
    values: (n) => [pick(nations, n)],
  },
  {
    text: `SELECT cntrycode, count(*), sum(c_acctbal) FROM (
        SELECT substring(c_phone FROM 1 FOR 2) AS cntrycode, c_acctbal FROM tpch.customer
        WHERE substring(c_phone FROM 1 FOR 2) IN ($1, $2, $3) AND c_acctbal > (SELECT avg(c_acctbal) FROM tpch.customer WHERE c_acctbal > 0)
          AND NOT EXISTS (SELECT * FROM tpch.orders WHERE o_custkey = c_custkey)) AS custsale
      GROUP BY cntrycode ORDER BY cntrycode`,
    values: (n) => [String(10 + (n % 25)), '13', '31'],
  },
];
