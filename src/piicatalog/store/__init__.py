"""The machine's memory (scans, history, checkpoints) and people's decisions (``decisions.yaml``).

    with open_store(".piicatalog/store.sqlite") as store:
        scan = store.unfinished("shop", settings) or store.begin("shop", settings)
        memory = ScanMemory(store, scan)                   # keeps each table in a transaction of its own
        classify(source, knowledge, request=…, memory=memory)
        store.finish(scan, source.problems)
        catalog = store.last_catalog()

No sampled value is ever written: what is stored is the catalog document's own form, with its evidence.
"""
