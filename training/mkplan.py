"""Prints the grid: what each file of the corpus is about (type × status × register × region × era)."""
import corpus, itertools, random
REGIONS="mideast europe southeast-asia east-asia africa south-asia americas caucasus central-asia pacific global domestic-politics".split()
ERAS=["2022-2026","2016-2021","1990-1999","2022-2026","2000-2009","2010-2015"]
N={"id":50,"en":40,"es":8,"ar":6,"fr":3,"ru":3,"zh":3,"pt":2,"de":2,"tr":2,"hi":2,"ms":2}
rnd=random.Random(5); k=0
for lang,n in N.items():
    for i in range(1,n+1):
        t=[corpus.EVENTS[(k*5+j*7)%16] for j in range(3)]
        s=["alleged","planned","denied","negated"][k%4],["alleged","planned","denied","negated"][(k+1+k//4)%4]
        r=REGIONS[(i-1+len(lang)*0)%len(REGIONS)] if lang in("id","en") else REGIONS[(k*5)%len(REGIONS)]
        if lang=="id" and r=="global": r="indonesia-and-neighbours"
        if lang=="es" and i%2: r="latin-america-domestic"
        if lang=="ar" and i%2: r="mideast"
        regs=[corpus.REGISTERS[(k*3+j)%len(corpus.REGISTERS)] for j in range(3)]
        print(f"{lang}/{i:03d}: region {r}; era mostly {ERAS[k%6]}; focus types {' '.join(t)}; focus statuses {' '.join(dict.fromkeys(s))}; registers wire {' '.join(regs)}")
        k+=1
