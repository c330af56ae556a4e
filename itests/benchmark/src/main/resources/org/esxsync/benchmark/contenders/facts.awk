# Prints the id, release day and MD5 of each patch page.
/Release Date:/ { day = substr($0, index($0, "<td>20") + 4, 10) }
/Download Filename:/ { match($0, /ESX-[0-9]+/); id = substr($0, RSTART, RLENGTH) }
/md5sum:/ { match($0, /[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]+/)
    print id, day, substr($0, RSTART, RLENGTH) }
