from django.http import HttpResponse
def public_records(request): return HttpResponse("")
