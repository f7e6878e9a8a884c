from django.http import HttpResponse
def records(request): return HttpResponse("")
def applications(request): return HttpResponse("")
